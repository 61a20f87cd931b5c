import { fishQuote, posixQuote, powershellQuote } from '../../shell/word.ts';

/** What `sandbox env` writes for: `sh` is bash and zsh too. */
export const shells = ['sh', 'fish', 'powershell'] as const;
export type EnvShell = (typeof shells)[number];

type Env = Readonly<Record<string, string | undefined>>;

/** Where a shell keeps what a variable was before. */
const kept = 'MP_ORDERS_SANDBOX_OLD_';

/** Set in a shell that is in a sandbox. */
const mark = 'MP_ORDERS_SANDBOX_GATEWAY';

export const isInSandbox = (env: Env): boolean => (env[mark] ?? '') !== '';

/**
 * Lines that give a shell these variables; undefined for one that it must not have. The shell itself
 * keeps what it had, so that none of it (a token, a password) is printed here. `env` is the shell's
 * as it is now.
 */
export function linesToEnter(
  variables: Readonly<Record<string, string | undefined>>,
  { env, shell }: { env: Env; shell: EnvShell },
): string[] {
  const { copy, set, unset } = syntax[shell];
  // In a sandbox already: what is kept is from before.
  const had = isInSandbox(env) ? [] : Object.keys(variables).filter((name) => isSet(env[name]));
  return [
    ...had.map((name) => copy(`${kept}${name}`, name)),
    ...Object.entries(variables).flatMap(([name, value]) => {
      if (value !== undefined) return [set(name, value)];
      return isSet(env[name]) ? [unset(name)] : [];
    }),
  ];
}

/** Lines that give a shell back what it had before; none for one that is in no sandbox. */
export function linesToLeave(
  names: readonly string[],
  { env, shell }: { env: Env; shell: EnvShell },
): string[] {
  const { copy, unset } = syntax[shell];
  if (!isInSandbox(env)) return [];
  return names.flatMap((name) => {
    const before = `${kept}${name}`;
    if (isSet(env[before])) return [copy(name, before), unset(before)];
    return isSet(env[name]) ? [unset(name)] : [];
  });
}

const isSet = (value: string | undefined): boolean => value !== undefined;

interface Syntax {
  set: (name: string, value: string) => string;
  unset: (name: string) => string;
  /** Gives one variable the value of another. */
  copy: (to: string, from: string) => string;
}

const syntax: Readonly<Record<EnvShell, Syntax>> = {
  sh: {
    set: (name, value) => `export ${name}=${posixQuote(value)}`,
    unset: (name) => `unset ${name}`,
    copy: (to, from) => `export ${to}="$${from}"`,
  },
  fish: {
    set: (name, value) => `set -gx ${name} ${fishQuote(value)};`,
    unset: (name) => `set -e ${name};`,
    copy: (to, from) => `set -gx ${to} "$${from}";`,
  },
  powershell: {
    set: (name, value) => `$env:${name} = ${powershellQuote(value)}`,
    unset: (name) => `Remove-Item Env:${name} -ErrorAction SilentlyContinue`,
    copy: (to, from) => `$env:${to} = $env:${from}`,
  },
};
