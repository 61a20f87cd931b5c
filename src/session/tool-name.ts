import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join, relative, resolve } from 'node:path';
import type { Host } from '../host.ts';
import { shellOf, shellWord } from '../shell/word.ts';

/** What this user types to start the tool: `mp-orders`, and what has to stand before it. */
export function toolName(host: Host): string {
  const known = names.get(host);
  const name = known ?? `${runner(host)}mp-orders`;
  names.set(host, name);
  return name;
}

/** A text whose commands, which stand in backticks, are as this user types them. */
export function withToolName(host: Host, text: string): string {
  return text.includes('`mp-orders ')
    ? text.replaceAll('`mp-orders ', `\`${toolName(host)} `)
    : text;
}

const names = new WeakMap<Host, string>();

/**
 * In a clone `npx mp-orders` finds the tool, which npm tells; from a release file `npx --package=FILE
 * mp-orders` does, and it is on no PATH afterwards. In a project that depends on it, it is
 * not on PATH, and the package manager finds it: of these none goes to a registry for whatever has the
 * name there, should the line be pasted elsewhere. Anywhere else it is installed on PATH.
 */
function runner(host: Host): string {
  const { env } = host;
  if (env.npm_command === 'exec' && env.npm_package_name === 'mp-orders') return 'npx ';
  const file = fileGivenToNpx(host);
  if (file !== undefined) return file === '' ? '' : `npx ${file} `;
  const agent = /^[a-z]+(?=\/)/.exec(env.npm_config_user_agent ?? '')?.[0];
  if (agent === 'yarn' && isWithoutFolders(env.PROJECT_CWD)) return 'yarn ';
  const project = projectAround(host.packageFolder);
  if (project === undefined) return '';
  // Package managers put the folder on the PATH of what they run, and on no one else's.
  const bin = join(project, 'node_modules', '.bin');
  if (agent === undefined && (env.PATH ?? '').split(delimiter).includes(bin)) return '';
  return (agent !== undefined && runners[agent]) || 'npx --no-install ';
}

/**
 * The option by which npx was given the file that this is from, for the user's shell; empty where that
 * cannot be written. npx keeps what it was given in a folder of its own, with a package.json.
 */
function fileGivenToNpx({ env, packageFolder, platform }: Host): string | undefined {
  const folder = dirname(dirname(packageFolder));
  if (env.npm_command !== 'exec' || basename(dirname(folder)) !== '_npx') return undefined;
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
    const [, file] = /^file:(.+)/s.exec(dependencies['mp-orders'] ?? '') ?? [];
    if (file === undefined) return undefined;
    return shellWord(`--package=${resolve(folder, file)}`, shellOf(platform, env)) ?? '';
  } catch {
    return undefined;
  }
}

const runners: Readonly<Record<string, string>> = {
  yarn: 'yarn ',
  pnpm: 'pnpm exec ',
  bun: 'bun run ',
};

/** Whether a Yarn project around the working folder has no node_modules: Plug’n’Play. */
const isWithoutFolders = (project: string | undefined): boolean =>
  project !== undefined &&
  !/^\.\.|:/.test(relative(project, workingFolder())) &&
  existsSync(join(project, '.pnp.cjs'));

/** The project around the working folder that has this very package in its node_modules. */
function projectAround(packageFolder: string): string | undefined {
  for (let folder = workingFolder(), last = ''; folder !== last; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules', 'mp-orders');
    const isOurs = existsSync(installed) && realPath(installed) === realPath(packageFolder);
    // What is installed for all users lies in a node_modules too, that no project has.
    if (isOurs && existsSync(join(folder, 'package.json'))) return folder;
    last = folder;
  }
  return undefined;
}

/** One that was deleted has no name: nothing is around it then. */
function workingFolder(): string {
  try {
    return resolve();
  } catch {
    return '/';
  }
}

function realPath(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
