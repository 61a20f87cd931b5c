import { hasCode } from './file-errors.ts';
import type { spawn as Spawn } from 'node:child_process';
import { isAbsolute, join, posix, win32 } from 'node:path';

/*
 * What is different on Windows, and where. A test sees to it that no other file asks for the platform
 * by that name: who needs to know takes it from here. docs/windows.md tells the same to users.
 *
 *  - Shells: what quotes a word, and which one a command is pasted into (shell/word.ts).
 *  - Signals: there are none. Ctrl-C comes as an event, and ends nothing but this process (host.ts).
 *  - Files: modes mean nothing (`uid` is undefined there), and a file that somebody has open may be
 *    neither renamed nor removed; `patient` waits for it.
 *  - Programs: npm is npm.cmd, which nothing but a shell can start; cross-spawn knows how. One is found
 *    in the folder one stands in too, and its ending may be left out.
 *  - Folders: %APPDATA% and %LOCALAPPDATA%.
 *  - Language: neither cmd.exe nor PowerShell sets LANG; the system knows it (host.ts).
 */

export const isWindows = (platform: NodeJS.Platform): boolean => platform === 'win32';

/** Starts a program without a shell, by the name that PATH has it under. */
export const starter = async (platform: NodeJS.Platform): Promise<typeof Spawn> =>
  isWindows(platform)
    ? (await import('cross-spawn')).default
    : (await import('node:child_process')).spawn;

/** The files that a program's name may mean, in the order in which they are looked for. */
export function programPaths(
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string[] {
  const valueOf = (variable: string) =>
    env[variable] ?? Object.entries(env).find(([key]) => key.toUpperCase() === variable)?.[1];
  if (!isWindows(platform)) {
    const folders = (env.PATH ?? '/usr/bin:/bin').split(':');
    return name.includes('/') ? [name] : folders.map((folder) => posix.join(folder || '.', name));
  }
  const folders = /[\\/:]/.test(name) ? [''] : ['.', ...(valueOf('PATH') ?? '').split(';')];
  const endings = ['', ...(valueOf('PATHEXT') ?? '.COM;.EXE;.BAT;.CMD').split(';')];
  return folders.flatMap((folder) =>
    endings.map((ending) => win32.join(folder, `${name}${ending}`)),
  );
}

/** The folder that a variable names; undefined where it names none from the root on. */
export function folderIn(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
): string | undefined {
  const value = env[variable] ?? '';
  return isAbsolute(value) ? value : undefined;
}

/** Where a user's own things lie: `Roaming` goes with the user to other machines of a domain. */
export function windowsFolder(
  kind: 'config' | 'data',
  name: string,
  env: Readonly<Record<string, string | undefined>>,
  home: () => string,
): string {
  return kind === 'config'
    ? join(folderIn(env, 'APPDATA') ?? join(home(), 'AppData', 'Roaming'), name, 'Config')
    : join(folderIn(env, 'LOCALAPPDATA') ?? join(home(), 'AppData', 'Local'), name, 'Data');
}

/**
 * What is said of a file that a virus scanner, an indexer or another process has open, or that is to
 * be removed and is not gone yet.
 */
const busyCodes = ['EPERM', 'EACCES', 'EBUSY'];

/** Whether waiting may help. Elsewhere these codes say that something is not allowed, for good. */
export const saysBusy = (error: unknown): boolean => hasCode(error, ...busyCodes);

export interface Patience {
  platform: NodeJS.Platform;
  /** Resolves after so many ms. */
  sleep: (ms: number) => Promise<void>;
}

/** Between two tries, in ms; the last one counts until it is too much. */
const waitsMs = [10, 20, 40, 80, 160, 320];

/** A scanner has a small file for a moment; who has one for longer than this keeps it. */
const patienceMs = 5_000;

/** Does something to a file; again and again, for five seconds, while that is busy. */
export async function whileBusy<T>(
  { platform, sleep }: Patience,
  work: () => Promise<T>,
  isFinal: () => Promise<boolean> = async () => false,
): Promise<T> {
  for (let tries = 0, waited = 0; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const wait = waitsMs[tries] ?? waitsMs.at(-1) ?? 0;
      const isBusy = isWindows(platform) && saysBusy(error);
      if (!isBusy || waited + wait > patienceMs || (await isFinal())) throw error;
      await sleep(wait);
      waited += wait;
    }
  }
}

/** What of a file system can meet a file that is busy. */
interface Touching {
  stat?: (path: string) => Promise<{ isDirectory(): boolean }>;
  lstat?: (path: string) => Promise<{ isDirectory(): boolean }>;
}

const ofOneFile = ['open', 'readFile', 'writeFile', 'unlink', 'rm', 'readInto'] as const;

/**
 * The same file system, which waits where a file is busy. What is said of a folder that is opened as a
 * file, or that is to take a name that something has, does not pass: it is told at once.
 */
export function patient<Files extends object>(files: Files, patience: Patience | undefined): Files {
  if (patience === undefined || !isWindows(patience.platform)) return files;
  const own = files as Files & Touching & Record<string, (...args: never[]) => Promise<unknown>>;
  const look = own.lstat ?? own.stat;
  const isFolder = async (path: string): Promise<boolean> => {
    const stats = await look?.(path).catch(() => undefined);
    return stats?.isDirectory() === true;
  };
  const isThere = async (path: string): Promise<boolean> =>
    (await look?.(path).catch(() => undefined)) !== undefined;
  const waiting = ofOneFile.flatMap((name) => {
    const act = own[name];
    if (act === undefined) return [];
    const patiently = (...args: never[]) =>
      whileBusy(
        patience,
        () => act(...args),
        () => isFolder(String(args[0])),
      );
    return [[name, patiently] as const];
  });
  const rename = (from: string, to: string) =>
    whileBusy(
      patience,
      () => (own.rename as (from: string, to: string) => Promise<unknown>)(from, to),
      async () => (await isFolder(from)) && (await isThere(to)),
    );
  return { ...files, ...Object.fromEntries(waiting), ...(own.rename !== undefined && { rename }) };
}
