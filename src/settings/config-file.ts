import { sentence } from '../language/sentence.ts';
import { existsSync, readlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { CliError, usageError } from '../errors.ts';
import {
  damaged,
  holdsGuards,
  leadsNowhere,
  isDamaged,
  noFile,
  untouchable,
  unwritable,
} from './config-errors.ts';
import { patient, whileBusy, type Patience } from '../windows.ts';
import { makeFolder } from '../make-folder.ts';
import * as disk from '../quick-files.ts';

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
  /** A program and its arguments, which prints the keys. It goes before those that are stored. */
  token_command: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  base_url: v.optional(v.string()),
  account: v.optional(account),
});

const config = v.pipe(
  plainObject,
  v.looseObject({
    profile: v.optional(v.string()),
    profiles: v.optional(v.pipe(plainObject, v.record(v.string(), profile)), {}),
    defaults: v.optional(v.pipe(plainObject, v.record(v.string(), v.string())), {}),
    // Judged where they are used: what is wrong with those of one account stops no other.
    guards: v.optional(v.pipe(plainObject, v.record(v.string(), v.unknown()))),
  }),
);

const emptyConfig = (): Config => ({ profiles: {}, defaults: {} });

export type StoredAccount = v.InferOutput<typeof account>;
export type StoredProfile = v.InferOutput<typeof profile>;
export type Config = v.InferOutput<typeof config>;

/** The per-user config: one JSON file that only its owner can read, for it holds access tokens. */
export interface ConfigFile {
  /** Throws CliError, exit 2, where there is no folder for it. */
  readonly path: string;
  /** Throws CliError, exit 2: it is there, and cannot be read. */
  read(): Promise<Config>;
  /**
   * Reads, changes and writes the whole file, atomically. Processes that change it at once take
   * turns, so that none undoes what another did. Throws CliError, exit 2: nothing was written. With
   * `mend`, a file whose contents cannot be read is kept beside it, under the name that this gives.
   */
  change(
    edit: (config: Config) => void,
    options?: { mend?: boolean },
  ): Promise<{ backup: string | undefined }>;
}

/**
 * Opens `config.json` in a folder; a missing file reads as empty and is not made by reading, and so
 * does that of a user who has no home.
 */
export function openConfigFile(
  folder: () => string,
  patience?: Patience,
  given: Files = disk,
): ConfigFile {
  const files = patient(given, patience);
  const pathIn = (place: string) => join(place, 'config.json');
  return {
    get path() {
      return pathIn(folder());
    },
    async read() {
      let place: string;
      try {
        place = folder();
      } catch (error) {
        if (error instanceof CliError && error.code === 'no_home') return emptyConfig();
        throw error;
      }
      return readConfig(files, place, pathIn(place));
    },
    async change(edit, { mend = false } = {}) {
      const place = folder();
      const path = pathIn(place);
      try {
        await makeFolder(place);
        // Before the others have to wait for them.
        const [{ default: Conf }, { withLock }] = await Promise.all([
          import('conf'),
          import('./file-lock.ts'),
        ]);
        return await withLock(
          `${path}.lock`,
          async () => {
            await removeLeftovers(files, path);
            const backup = mend ? await putAside(files, place, path) : undefined;
            const changed = await readConfig(files, place, path);
            edit(changed);
            const options = { cwd: place, configName: 'config', configFileMode: 0o600 };
            const write = async () => {
              new Conf({ ...options, deserialize: parseText }).store = changed;
            };
            await (patience === undefined ? write() : whileBusy(patience, write));
            return { backup };
          },
          { busy: patience },
        );
      } catch (cause) {
        throw unwritable(path, cause);
      }
    },
  };
}

type Files = Pick<typeof disk, 'readdir' | 'readFile' | 'rename' | 'rm' | 'stat'>;

async function readConfig(files: Files, folder: string, path: string): Promise<Config> {
  let bytes: Buffer;
  try {
    // A pipe would be read for ever, and a device may never end.
    if (!(await files.stat(path)).isFile()) throw noFile(path);
    bytes = await files.readFile(path);
  } catch (error) {
    if (error instanceof CliError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw untouchable(path, error);
    await checkPlace(folder);
    checkLinks(path, folder);
    return emptyConfig();
  }
  return parse(path, bytes);
}

/**
 * A link that leads nowhere is no missing file: what it leads to may be on a disk that is not there now,
 * and guard rails with it.
 */
function checkLinks(path: string, folder: string): void {
  for (const place of [path, folder]) {
    const target = targetOf(place);
    if (target !== undefined && !existsSync(place)) throw leadsNowhere(path, place, target);
  }
}

function targetOf(link: string): string | undefined {
  try {
    return readlinkSync(link);
  } catch {
    return undefined; // it is none
  }
}

/** Keeps a file that cannot be read out of the way; gives its new name, or undefined when it is fine. */
async function putAside(files: Files, folder: string, path: string): Promise<string | undefined> {
  try {
    await readConfig(files, folder, path);
    return undefined;
  } catch (error) {
    if (!isDamaged(error)) throw error;
  }
  // Guard rails that nobody can read would be gone with it, and nobody would know that they were.
  if ((await files.readFile(path)).includes('"guards"')) throw holdsGuards(path);
  for (let number = 1; ; number += 1) {
    const backup = `${path}.broken${number === 1 ? '' : `-${number}`}`;
    if (existsSync(backup)) continue;
    await files.rename(path, backup);
    return backup;
  }
}

/**
 * conf writes a file beside the config, which then takes its name. One that a killed process has left
 * holds tokens, those of a profile that was removed since, maybe.
 */
async function removeLeftovers(files: Files, path: string): Promise<void> {
  const { realpath } = await import('node:fs/promises');
  const target = await realpath(path).catch(() => path);
  const beginning = `${basename(target)}.tmp-`;
  const names = await files.readdir(dirname(target));
  const leftovers = names.filter((name) => name.startsWith(beginning));
  for (const name of leftovers) {
    await files.rm(join(dirname(target), name), { force: true });
  }
}

/** The profile of this name, which may be any word that was typed. */
export function storedProfile(config: Config, name: string): StoredProfile | undefined {
  return Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined;
}

/** JSON as editors write it, some of them with a byte order mark. */
const parseText = (text: string): Record<string, unknown> =>
  JSON.parse(text.replace(/^\uFEFF/, '')) as Record<string, unknown>;

/** What is wrong is told by place alone: the file holds tokens, and an error shows what it quotes. */
function parse(path: string, bytes: Buffer): Config {
  if (bytes.length === 0) throw damaged(path, sentence('It is empty.'));
  let stored: unknown;
  try {
    stored = parseText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    const isSyntax = error instanceof SyntaxError;
    throw damaged(
      path,
      isSyntax ? sentence('It is not JSON.') : sentence('It is not UTF-8 text.'),
      error,
    );
  }
  const result = v.safeParse(config, stored);
  const twice =
    result.success && result.output.guards !== undefined ? nameTwice(bytes.toString()) : undefined;
  // Which of the two a reader takes is not told by JSON: guard rails may hang on it.
  if (twice !== undefined) throw damaged(path, `It names ${JSON.stringify(twice)} twice.`);
  if (result.success) return result.output;
  const places = result.issues.map((issue) => v.getDotPath(issue) ?? 'the whole file');
  throw damaged(
    path,
    sentence('It holds wrong values at: {places}.', { places: places.join(', ') }),
  );
}

/**
 * What one object of a JSON text names twice, of the guard rails and of the whole file: profiles and
 * defaults are read as ever.
 */
function nameTwice(json: string): string | undefined {
  const levels: { name: string; names: Set<string> }[] = [];
  let last = '';
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{' || token === '[') levels.push({ name: last, names: new Set() });
    else if (token === '}' || token === ']') levels.pop();
    else if (token === ':') {
      const { names } = levels.at(-1) ?? { names: new Set<string>() };
      const isKept = levels.length === 1 || levels[1]?.name === 'guards';
      if (isKept && names.has(last)) return last;
      names.add(last);
    } else last = JSON.parse(token) as string;
  }
  return undefined;
}

/**
 * A home that is no folder was named by mistake, and everything else that is kept there would fail too. A
 * missing one is none: who has a token in the environment may be a user without a home, HOME=/dev/null.
 */
async function checkPlace(folder: string): Promise<void> {
  const stats = await disk.stat(folder).catch(() => undefined);
  if (stats === undefined || stats.isDirectory()) return;
  throw usageError(sentence('This should be a folder, but is not: {folder}', { folder }), {
    code: 'no_folder',
    hint: sentence(
      'The config belongs in it. Name another one as MP_ORDERS_HOME, or remove the file.',
    ),
  });
}
