import { systems } from '../../providers/systems.ts';

/**
 * What signs a client in as the usual account of each system, by the names of the environment's
 * variables; what is no secret, such as the VTEX account, too where the sandbox's account has it.
 */
export async function sandboxKeys(): Promise<Record<string, string>> {
  const { sandboxProfiles } = await import('../../sandbox/profiles.ts');
  const keys = systems.flatMap(({ name, secrets, fields }) => {
    const keys = sandboxProfiles.find(({ provider }) => provider === name)?.keys ?? {};
    return [...secrets, ...fields].flatMap((field) => {
      const value = keys[field.name];
      return value === undefined ? [] : [[field.variable, value] as const];
    });
  });
  return Object.fromEntries(keys);
}
