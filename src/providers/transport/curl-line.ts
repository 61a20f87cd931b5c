import { posixQuote, type Shell } from '../../shell/word.ts';

export interface TracedRequest {
  method: string;
  url: string;
  headers: Iterable<readonly [string, string]>;
}

/**
 * Headers that carry credentials, and what a POSIX shell puts in the place of each one's value:
 * `Bearer $MP_ACCESS_TOKEN`.
 */
export type ShellSecrets = Readonly<Record<string, string>>;

/**
 * The curl command that repeats a request in this shell. Secrets are variables of the environment,
 * such as `$MP_ACCESS_TOKEN`.
 */
export function curlLine(
  sent: TracedRequest,
  body: string | undefined,
  secrets: ShellSecrets,
  shell: Shell,
): string {
  const { start, quote, quoteSecret } = ways[shell];
  const headers = [...sent.headers].map(([name, value]) => {
    const secret = secrets[name];
    return secret === undefined ? quote(`${name}: ${value}`) : quoteSecret(`${name}: ${secret}`);
  });
  const words = headers.map((header) => `-H ${header}`);
  const data = body === undefined ? [] : [`--data-raw ${quote(body)}`];
  return [start, `-X ${sent.method}`, quote(sent.url), ...words, ...data].join(' ');
}

interface Way {
  start: string;
  quote: (text: string) => string;
  /** With the variables in it to be filled in. */
  quoteSecret: (text: string) => string;
}

const ways: Readonly<Record<Shell, Way>> = {
  posix: {
    start: 'curl',
    quote: posixQuote,
    quoteSecret: (text) => `"${text}"`,
  },
  // `curl` alone may be an alias there; after --% the rest of the line goes to the program as it is.
  powershell: {
    start: 'curl.exe --%',
    quote: (text) => argument(text),
    quoteSecret: (text) => argument(percentVariables(text)),
  },
  // Each character that cmd.exe knows is escaped, the quotes too, so that none of them opens anything.
  cmd: {
    start: 'curl',
    quote: (text) => argument(text).replace(/[()%!^"<>&|]/g, '^$&'),
    quoteSecret: (text) =>
      argument(text)
        .replace(/[()%!^"<>&|]/g, '^$&')
        .replace(variable, '%$1%'),
  },
};

/**
 * As a Windows program reads its command line ("Parsing C command-line arguments"). A line break,
 * which no line can hold, is a blank: in JSON the two mean the same.
 */
const argument = (text: string) =>
  `"${text
    .replace(/\r?\n/g, ' ')
    .replace(/(\\*)"/g, '$1$1\\"')
    .replace(/\\+$/, '$&$&')}"`;

const variable = /\$([A-Z_]+)/g;

const percentVariables = (text: string) => text.replace(variable, '%$1%');
