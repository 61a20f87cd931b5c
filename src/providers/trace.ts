import type { Failure } from './failure.ts';
import type { HttpAnswer } from './http.ts';

export type TracedRequest = Pick<Request, 'method' | 'url' | 'headers'>;

/** Where `--debug` shows what goes over the wire. */
export interface Trace {
  request(sent: TracedRequest, body: string | undefined): void;
  answer(answer: HttpAnswer): void;
  failure(failure: Failure): void;
}

const secretHeaders = ['authorization', 'cookie', 'set-cookie', 'proxy-authorization'];

/** Headers that carry credentials, and what a shell puts in the place of each one's value. */
export type ShellSecrets = Readonly<Record<string, string>>;

/**
 * A trace in curl's style: `>` sent, `<` received. Credentials in headers are struck out here; io
 * strikes out the token wherever else it may show.
 */
export function createTrace(
  print: (line: string) => void,
  /** Ms of a clock that nobody sets. */
  now: () => number,
  secrets: ShellSecrets = {},
): Trace {
  let started = 0;
  return {
    request(sent, body) {
      started = now();
      print(`> ${sent.method} ${sent.url}`);
      headerLines(sent.headers, secrets).forEach((line) => print(`> ${line}`));
      if (body !== undefined) print(`> ${body}`);
    },
    answer(answer) {
      print(`< ${answer.status} after ${Math.round(now() - started)} ms`);
      headerLines(answer.headers).forEach((line) => print(`< ${line}`));
      if (answer.text !== '') print(`< ${answer.text}`);
    },
    failure(failure) {
      print(`! ${failure.reason} after ${Math.round(now() - started)} ms`);
    },
  };
}

/** The headers in alphabetical order, with the secret ones' values struck out. */
export function headerLines(headers: Headers, secrets: ShellSecrets = {}): string[] {
  const isSecret = (name: string) => name in secrets || secretHeaders.includes(name);
  return [...headers].map(([name, value]) => `${name}: ${isSecret(name) ? '***' : value}`);
}

/**
 * A trace of curl command lines, each repeating a request as it was sent; the secrets are variables
 * of the shell, such as `$MP_ACCESS_TOKEN`.
 */
export function createCurlTrace(print: (line: string) => void, secrets: ShellSecrets): Trace {
  return {
    request: (sent, body) => print(curlLine(sent, body, secrets)),
    answer: (answer) =>
      print(
        `# ${answer.status}${answer.requestId === undefined ? '' : `, request id ${answer.requestId}`}`,
      ),
    failure: (failure) => print(`# no answer: ${failure.reason}`),
  };
}

function curlLine(sent: TracedRequest, body: string | undefined, secrets: ShellSecrets): string {
  const headers = [...sent.headers].map(([name, value]) => {
    const secret = secrets[name];
    return `-H ${secret === undefined ? quote(`${name}: ${value}`) : `"${name}: ${secret}"`}`;
  });
  const data = body === undefined ? [] : [`--data-raw ${quote(body)}`];
  return ['curl', `-X ${sent.method}`, quote(sent.url), ...headers, ...data].join(' ');
}

const quote = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
