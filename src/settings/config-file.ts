import { existsSync } from 'node:fs';
import { readdir, realpath, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { usageError } from '../errors.ts';
import { unreadable, unwritable } from './config-errors.ts';
import { withLock } from './file-lock.ts';
import { makeFolder } from '../make-folder.ts';

/** valibot's objects take arrays too, and a list in the place of the config would be lost. */
const plainObject = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
);

const account = v.looseObject({
  id: v.string(),
  nickname: v.optional(v.string()),
  site_id: v.optional(v.string()),
  test: v.optional(v.boolean()),
});

const profile = v.looseObject({
  provider: v.string(),
  token: v.string(),
  base_url: v.optional(v.string()),
  account: v.optional(account),
});

const config = v.pipe(
  plainObject,
  v.looseObject({
    profile: v.optional(v.string()),
    profiles: v.optional(v.pipe(plainObject, v.record(v.string(), profile)), {}),
    defaults: v.optional(v.pipe(plainObject, v.record(v.string(), v.string())), {}),
  }),
);

export type StoredAccount = v.InferOutput<typeof account>;
export type StoredProfile = v.InferOutput<typeof profile>;
export type Config = v.InferOutput<typeof config>;

/** The per-user config: one JSON file that only its owner can read, for it holds access tokens. */
export interface ConfigFile {
  readonly path: string;
  read(): Promise<Config>;
  /**
   * Reads, changes and writes the whole file, atomically. Processes that change it at once take
   * turns, so that none undoes what another did. Throws CliError, exit 2: nothing was written.
   */
  change(edit: (config: Config) => void): Promise<void>;
}

/** Opens `config.json` in this folder; a missing file reads as empty and is not made by reading. */
export function openConfigFile(folder: string): ConfigFile {
  const path = join(folder, 'config.json');
  const open = async () => {
    const { default: Conf } = await import('conf'); // not needed, and not loaded, before a first login
    return new Conf({ cwd: folder, configName: 'config', configFileMode: 0o600 });
  };
  const read = async () => {
    if (existsSync(path)) return parse(path, open);
    await checkPlace(folder);
    return v.parse(config, {});
  };
  return {
    path,
    read,
    async change(edit) {
      try {
        await makeFolder(folder);
        await import('conf'); // before the others have to wait for it
        await withLock(`${path}.lock`, async () => {
          await removeLeftovers(path);
          const changed = await read();
          edit(changed);
          (await open()).store = changed;
        });
      } catch (cause) {
        throw unwritable(path, cause);
      }
    },
  };
}

/**
 * conf writes a file beside the config, which then takes its name. One that a killed process has left
 * holds tokens, those of a profile that was removed since, maybe.
 */
async function removeLeftovers(path: string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const beginning = `${basename(target)}.tmp-`;
  const names = await readdir(dirname(target));
  const leftovers = names.filter((name) => name.startsWith(beginning));
  for (const name of leftovers) await rm(join(dirname(target), name), { force: true });
}

/** The profile of this name, which may be any word that was typed. */
export function storedProfile(config: Config, name: string): StoredProfile | undefined {
  return Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
}

/** What is wrong is told by place alone: the file holds tokens, and an error shows what it quotes. */
async function parse(path: string, open: () => Promise<{ store: unknown }>): Promise<Config> {
  let stored: unknown;
  try {
    stored = (await open()).store;
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    throw unreadable(path, isSyntax ? 'It is not JSON.' : String((error as Error).message), error);
  }
  const result = v.safeParse(config, stored);
  if (result.success) return result.output;
  const places = result.issues.map((issue) => v.getDotPath(issue) ?? 'the whole file');
  throw unreadable(path, `It does not hold what it should at: ${places.join(', ')}.`);
}

/**
 * A home that is no folder was named by mistake, and whatever else is kept there would fail too. A
 * missing one is none: who has a token in the environment may be a user without a home, HOME=/dev/null.
 */
async function checkPlace(folder: string): Promise<void> {
  const stats = await stat(folder).catch(() => undefined);
  if (stats === undefined || stats.isDirectory()) return;
  throw usageError(`This should be a folder, and is none: ${folder}`, {
    code: 'no_folder',
    hint: 'The config belongs in it. Name another one as MP_ORDERS_HOME, or remove the file.',
  });
}
