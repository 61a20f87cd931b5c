import { join } from 'node:path';
import envPaths from 'env-paths';

export interface Folders {
  /** Holds config.json. */
  config: string;
  /** Holds the state of the embedded sandbox. */
  sandbox: string;
  /** Holds the journal of what was sent. */
  journal: string;
}

/** Everything per-user lives here; `MP_ORDERS_HOME` moves all of it into one folder. */
export function userFolders(env: Readonly<Record<string, string | undefined>>): Folders {
  const home = env.MP_ORDERS_HOME;
  if (home !== undefined && home !== '') {
    return { config: home, sandbox: join(home, 'sandbox'), journal: join(home, 'journal') };
  }
  const paths = envPaths('mp-orders', { suffix: '' });
  const { config, data } = paths;
  return { config, sandbox: join(data, 'sandbox'), journal: join(data, 'journal') };
}
