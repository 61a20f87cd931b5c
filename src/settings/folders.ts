import { sentence } from '../language/sentence.ts';
import { isAbsolute, join } from 'node:path';
import { usageError, type CliError } from '../errors.ts';
import { isWindows, windowsFolder, folderIn } from '../windows.ts';

/** Absolute paths; to ask for one throws a usage error where no folder can be told. */
export interface Folders {
  /** Holds config.json. */
  readonly config: string;
  /** Holds the state of the embedded sandbox. */
  readonly sandbox: string;
  /** Holds the journal of what was sent. */
  readonly journal: string;
  /** Holds the notifications that were taken and not told yet. */
  readonly webhooks: string;
}

/** What the folders depend on. */
export interface Home {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  /** The user's own folder; undefined where the user has none. */
  homeFolder: () => string | undefined;
}

/**
 * Everything per-user lives here; `MP_ORDERS_HOME` moves all of it into one folder. Else it is where
 * the system keeps such things, on Linux by the XDG Base Directory Specification, which says of
 * relative paths that they are ignored: a journal for each folder that one stands in would not know of
 * what was sent from another.
 */
export function userFolders(home: Home): Folders {
  const own = () => ownFolder(home);
  const data = (name: string) => {
    const folder = own();
    return folder === undefined ? join(systemFolder(home, 'data'), name) : join(folder, name);
  };
  return {
    get config() {
      return own() ?? systemFolder(home, 'config');
    },
    get sandbox() {
      return data('sandbox');
    },
    get journal() {
      return data('journal');
    },
    get webhooks() {
      return data('webhooks');
    },
  };
}

/**
 * What `MP_ORDERS_HOME` names, if anything. `~/x` comes from files that no shell has read, and so does a
 * carriage return at the end: with it, the journal would be another one.
 */
function ownFolder(home: Home): string | undefined {
  const folder = (home.env.MP_ORDERS_HOME ?? '').trim();
  if (folder === '') return undefined;
  if (/^~(?=[/\\]|$)/.test(folder)) return join(homeOf(home), folder.slice(1));
  if (isAbsolute(folder)) return folder;
  throw usageError(
    sentence('MP_ORDERS_HOME must be an absolute path, but is {path}.', {
      path: JSON.stringify(folder),
    }),
    {
      code: 'no_folder',
      hint: sentence(
        'A relative one would mean another journal in each folder. Write the whole path, or ~/… .',
      ),
    },
  );
}

const name = 'mp-orders';

/** Where the system keeps what is a user's: config, and what a program makes. */
function systemFolder(home: Home, kind: 'config' | 'data'): string {
  const { env, platform } = home;
  if (isWindows(platform)) return windowsFolder(kind, name, env, () => homeOf(home));
  if (platform === 'darwin') {
    const inLibrary = kind === 'config' ? 'Preferences' : 'Application Support';
    return join(homeOf(home), 'Library', inLibrary, name);
  }
  return kind === 'config'
    ? join(folderIn(env, 'XDG_CONFIG_HOME') ?? join(homeOf(home), '.config'), name)
    : join(folderIn(env, 'XDG_DATA_HOME') ?? join(homeOf(home), '.local', 'share'), name);
}

function homeOf({ homeFolder }: Home): string {
  const folder = homeFolder();
  if (folder === undefined) throw noHome();
  return folder;
}

const noHome = (): CliError =>
  usageError(sentence('There is no home folder to keep anything in.'), {
    code: 'no_home',
    hint: sentence('Name a folder as MP_ORDERS_HOME.'),
  });
