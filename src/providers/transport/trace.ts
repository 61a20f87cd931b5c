import { english, textIn } from '../../language/sentence.ts';
import { curlLine, type ShellSecrets, type TracedRequest } from './curl-line.ts';
import type { Shell } from '../../shell/word.ts';
import type { Failure, HttpAnswer } from './types.ts';

/** Where `--debug` shows what goes over the wire. */
export interface Trace {
  request(sent: TracedRequest, body: string | undefined): void;
  answer(answer: HttpAnswer): void;
  failure(failure: Failure): void;
}

const secretHeaders = ['authorization', 'cookie', 'set-cookie', 'proxy-authorization'];

/**
 * A trace in curl's style: `>` sent, `<` received. Credentials in headers are struck out here; io
 * strikes out the token everywhere else.
 */
export function createTrace(
  print: (line: string) => void,
  /** Ms of a monotonic clock. */
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
      print(`! ${textIn(english, failure.reason)} after ${Math.round(now() - started)} ms`);
    },
  };
}

/** The headers in alphabetical order, with the secret ones' values struck out. */
export function headerLines(
  headers: Iterable<readonly [string, string]>,
  secrets: ShellSecrets = {},
): string[] {
  const isSecret = (name: string) => name in secrets || secretHeaders.includes(name);
  return [...headers].map(([name, value]) => `${name}: ${isSecret(name) ? '***' : value}`);
}

/** A trace of curl command lines, each repeating a request as it was sent. */
export function createCurlTrace(
  print: (line: string) => void,
  secrets: ShellSecrets,
  shell: Shell,
): Trace {
  return {
    request: (sent, body) => print(curlLine(sent, body, secrets, shell)),
    answer: (answer) =>
      print(
        `# ${answer.status}${answer.requestId === undefined ? '' : `, request id ${answer.requestId}`}`,
      ),
    failure: (failure) => print(`# no answer: ${textIn(english, failure.reason)}`),
  };
}
