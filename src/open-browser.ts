import { isWindows, starter } from './windows.ts';

interface Machine {
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
}

const namedBrowser = ({ BROWSER = '' }: Machine['env']): string => BROWSER.trim();

/** Whether the user opens pages, if anybody does: `BROWSER=none`. */
export const opensNone = ({ env }: Pick<Machine, 'env'>): boolean => namedBrowser(env) === 'none';

/**
 * The programs that may show a page, the first one first, as words to start them with: never by a
 * shell. `BROWSER` names them as other tools take it: `firefox`, `chromium --app=%s`, several with a
 * colon between them, `none`. Without it, the system's own opener; none where there is no screen to
 * open a window on, for what opens then is a browser in this very terminal.
 */
export function browserCommands(url: string, { env, platform }: Machine): string[][] {
  const named = namedBrowser(env);
  if (named === 'none') return [];
  if (named !== '') {
    const between = isWindows(platform) ? ';' : /:(?!\/\/)/;
    return named.split(between).flatMap((command) => {
      const words = command.trim().split(/\s+/).filter(Boolean);
      if (words.length === 0) return [];
      const filled = words.map((word) => word.replaceAll('%s', url));
      return [command.includes('%s') ? filled : [...words, url]];
    });
  }
  if (isWindows(platform)) return [['rundll32', 'url.dll,FileProtocolHandler', url]];
  if (platform === 'darwin') return [['open', url]];
  const hasScreen = [env.DISPLAY, env.WAYLAND_DISPLAY].some((name) => (name ?? '') !== '');
  return hasScreen ? [['xdg-open', url]] : [];
}

/**
 * Starts a program apart from this process: it goes on when this one ends, and the terminal's keys are
 * none of its. Resolves when it ends, or never where that is later than this process does.
 */
export async function startProgram(
  [file = '', ...args]: readonly string[],
  { env, platform }: Machine,
): Promise<boolean> {
  const spawn = await starter(platform);
  try {
    const child = spawn(file, args, { env: browserEnv(env), detached: true, stdio: 'ignore' });
    child.unref();
    return await new Promise((resolve) => {
      child.once('error', () => resolve(false));
      child.once('exit', (code) => resolve(code === 0));
    });
  } catch {
    return false; // a word with a NUL
  }
}

/** Without what signs this tool in: a browser has no use for it, nor have its many helpers. */
export const browserEnv = (env: Machine['env']): Record<string, string | undefined> =>
  Object.fromEntries(
    Object.entries(env).filter(([name]) => !/^(MP|MOLLIE|VTEX)_|TOKEN|SECRET|PASSWORD/i.test(name)),
  );
