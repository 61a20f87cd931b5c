import { systemOfHost, systemOfPath } from './hosts.ts';

/** A request to a served sandbox, and its answer, without credentials. */
export interface LoggedRequest {
  /** Counts from 1. */
  number: number;
  /** When it came, by the sandbox's clock (ISO 8601). */
  at: string;
  /** How long its answer took, in milliseconds of the machine's clock. */
  ms: number;
  method: string;
  /** With its query. */
  path: string;
  /** The order system that answered. */
  system: string;
  headers: Record<string, string>;
  body: string;
  /** Undefined when there was none: a fault closed the connection. */
  answer: { status: number; headers: Record<string, string>; body: string } | undefined;
  /** What went wrong with it on purpose, as faults are written. */
  fault?: string;
}

export interface RequestLog {
  /** The last ones, the oldest first. */
  entries(): readonly LoggedRequest[];
  clear(): void;
  /** Takes a request down; what it gives does so with its answer. `undefined` when there was none. */
  begin(request: Request): Promise<(answer: Response | undefined, fault?: string) => Promise<void>>;
}

const mostEntries = 500;
const mostCharacters = 16_384;

interface RequestLogOptions {
  now: () => Date;
  /** Milliseconds of a monotonic clock. */
  monotonic: () => number;
  /** Told of each request when it is answered. */
  onEntry?: (entry: LoggedRequest) => void;
}

export function openRequestLog({ now, monotonic, onEntry }: RequestLogOptions): RequestLog {
  let entries: LoggedRequest[] = [];
  let count = 0;
  return {
    entries: () => entries,
    clear() {
      entries = [];
    },
    async begin(request) {
      const { method } = request;
      const { hostname, pathname, search } = new URL(request.url);
      const [at, began] = [now().toISOString(), monotonic()];
      const body = await textOf(request);
      const number = (count += 1);
      return async (answer, fault) => {
        const entry: LoggedRequest = {
          number,
          at,
          ms: Math.round((monotonic() - began) * 1000) / 1000,
          method,
          path: redact(pathname + search),
          system: systemOfHost(hostname) ?? systemOfPath(pathname) ?? 'mercadopago',
          headers: redactHeaders(request.headers),
          body,
          answer: answer && {
            status: answer.status,
            headers: redactHeaders(answer.headers),
            body: await textOf(answer),
          },
          ...(fault !== undefined && { fault }),
        };
        entries = [...entries.slice(1 - mostEntries), entry];
        onEntry?.(entry);
      };
    },
  };
}

/** Without the credentials in it; and no more of it than is good to read. */
async function textOf(message: Request | Response): Promise<string> {
  if (message.bodyUsed) return '';
  const text = redact(await message.clone().text());
  return text.length <= mostCharacters ? text : `${text.slice(0, mostCharacters)}…`;
}

const secretHeader = /authori[sz]ation|cookie|token|secret|app-?key|api-?key|signature/i;

const redactHeaders = (headers: Headers): Record<string, string> =>
  Object.fromEntries(
    [...headers].map(([name, value]) => [name, secretHeader.test(name) ? '***' : redact(value)]),
  );

/** The shapes that keys of the order systems have, and parameters that are named after one. */
const secrets =
  /\b(?:APP_USR|TEST)-[\w-]{8,}|\b(?:live|test|access)_\w{20,}|\bvtexappkey-[\w-]+|(?<=[?&"](?:access_token|client_secret|refresh_token|apptoken)(?:=|"\s*:\s*"))[^&"]+/gi;

export const redact = (text: string): string => text.replace(secrets, '***');
