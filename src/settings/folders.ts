import { join } from 'node:path';
import envPaths from 'env-paths';

export interface Folders {
  /** Holds config.json. */
  config: string;
  /** Holds the state of the embedded sandbox. */
  sandbox: string;
}

/** Everything per-user lives here; `MP_ORDERS_HOME` moves all of it into one folder. */
export function userFolders(env: Readonly<Record<string, string | undefined>>): Folders {
  const home = env.MP_ORDERS_HOME;
  if (home !== undefined && home !== '') return { config: home, sandbox: join(home, 'sandbox') };
  const paths = envPaths('mp-orders', { suffix: '' });
  return { config: paths.config, sandbox: join(paths.data, 'sandbox') };
}
