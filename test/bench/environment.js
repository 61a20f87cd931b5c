import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A whole environment with a home of its own, in which nothing of the user's shows.
 * @param {string} folder
 * @param {string} name of the home, made in the folder
 * @param {Record<string, string>} more
 * @returns {Record<string, string>}
 */
export function environment(folder, name, more) {
  const home = join(folder, name);
  mkdirSync(home);
  // Without these two, Windows starts no process and finds no temporary folder.
  const { PATH = '', SystemRoot } = process.env;
  return {
    PATH,
    ...(SystemRoot !== undefined && { SystemRoot }),
    HOME: home,
    TMPDIR: home,
    TEMP: home,
    MP_ORDERS_HOME: home,
    ...more,
  };
}
