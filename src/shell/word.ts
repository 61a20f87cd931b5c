import { isWindows } from '../windows.ts';

/** What reads a command that somebody pastes. */
export type Shell = 'posix' | 'powershell' | 'cmd';

/** What ends a line of a command that goes on in the next. */
export const lineEnds: Readonly<Record<Shell, string>> = { posix: '\\', powershell: '`', cmd: '^' };

type Env = Readonly<Record<string, string | undefined>>;

/**
 * The shell that this tool was most likely typed into. On Windows `cmd` is the answer where it is not
 * sure: what is quoted for cmd.exe reads the same in PowerShell and in a POSIX shell, but not the
 * other way round.
 */
export function shellOf(platform: NodeJS.Platform, env: Env): Shell {
  if (!isWindows(platform)) return 'posix';
  if (env.PROMPT !== undefined) return 'cmd'; // cmd.exe always sets it; its child may be another shell
  if (/sh(\.exe)?$/i.test(env.SHELL ?? '')) return 'posix'; // Git Bash, MSYS, Cygwin
  return hasOwnModules(env) ? 'powershell' : 'cmd';
}

/** Windows gives PSModulePath to every process; a folder of the user's own is added by PowerShell. */
function hasOwnModules({ PSModulePath = '', USERPROFILE = '' }: Env): boolean {
  const home = `${USERPROFILE}\\`.toLowerCase();
  return (
    home.length > 1 &&
    PSModulePath.toLowerCase()
      .split(';')
      .some((path) => path.startsWith(home))
  );
}

/** A terminal does not show these, so that a word with one of them cannot be copied. */
// eslint-disable-next-line no-control-regex
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029]|\p{Cf}/u;

/**
 * A word as this shell reads it back, quoted only where it must be; undefined where the shell has no
 * form of it that is sure to arrive, or a terminal cannot show it.
 */
export function shellWord(word: string, shell: Shell = 'posix'): string | undefined {
  return unseen.test(word) ? undefined : quoted[shell](word);
}

/** A command line of these words; undefined where one of them cannot be written for this shell. */
export function shellCommand(words: readonly string[], shell: Shell = 'posix'): string | undefined {
  const quoted = words.map((word) => shellWord(word, shell));
  return quoted.includes(undefined) ? undefined : quoted.join(' ');
}

const quoted: Readonly<Record<Shell, (word: string) => string | undefined>> = {
  posix: posixWord,
  powershell: powershellWord,
  cmd: cmdWord,
};

function posixWord(word: string): string {
  if (/^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word)) return word; // zsh expands a word that begins with =
  return posixQuote(word);
}

/**
 * In single quotes, as sh, bash, zsh and fish read it alike: fish takes a backslash in quotes for an
 * escape before another one, before a quote and before the end.
 */
export const posixQuote = (text: string): string =>
  `'${text.replace(/'|\\(?=[\\']|$)/g, (mark) => `'\\${mark}'`)}'`;

/** In single quotes, as fish alone reads it. */
export const fishQuote = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

/** In single quotes, for which PowerShell takes the four typographic ones too. */
export const powershellQuote = (text: string): string =>
  `'${text.replace(/['\u2018-\u201b]/g, '$&$&')}'`;

/**
 * PowerShell up to 7.2 loses double quotes, empty words, and a backslash at the end of a word with
 * blanks on the way to a program (about_Parsing, PSNativeCommandArgumentPassing).
 */
function powershellWord(word: string): string | undefined {
  if (/^$|["\n]|\s.*\\$/.test(word)) return undefined;
  // A word like -a.b is taken apart, and -- alone is swallowed.
  const isBare = /^[\w+=:./\\-]+$/.test(word) && !/^-.*[.:]|^--$/.test(word);
  return isBare ? word : powershellQuote(word);
}

/**
 * cmd.exe has no escape for % in quotes, and its quotes end at a double quote, whatever stands before
 * it. What PowerShell reads otherwise between double quotes is left out as well.
 */
function cmdWord(word: string): string | undefined {
  if (/^[\w+:./\\-]+$/.test(word) && word !== '--') return word;
  return /^$|["%!$`\n\u201c-\u201e]|\\$/.test(word) ? undefined : `"${word}"`;
}
