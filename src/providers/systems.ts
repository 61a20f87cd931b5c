import type { OrderSystem } from './order-system.ts';
import type { SystemWords } from '../system-words.ts';
import { systems } from './registry.ts';

export { systems } from './registry.ts';

/** Whether it is the one that is meant when nothing says otherwise. */
export const isUsual = ({ name }: OrderSystem): boolean => name === systems[0].name;

export const systemTitles: readonly string[] = systems.map(({ title }) => title);

export const systemNames: readonly string[] = systems.map(({ name }) => name);

export const findSystem = (name: string): OrderSystem | undefined =>
  systems.find((system) => system.name === name);

/** The environment variables that hold secrets. */
export const secretVariables: readonly string[] = systems.flatMap(({ secrets }) =>
  secrets.map(({ variable }) => variable),
);

const secretNames = new Set(systems.flatMap(({ secrets }) => secrets.map(({ name }) => name)));

/** The secrets of a stored profile. */
export const secretsIn = (profile: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(profile).flatMap(([name, value]) =>
    secretNames.has(name) && typeof value === 'string' ? [value] : [],
  );

/** The words that systems bring along for their statuses, by the name of the system. */
export async function wordsOfSystems(): Promise<Record<string, SystemWords>> {
  const named = systems.flatMap(({ name, words }) =>
    words === undefined ? [] : [{ name, words }],
  );
  return Object.fromEntries(
    await Promise.all(named.map(async ({ name, words }) => [name, await words()] as const)),
  );
}
