import { afterEach } from '@jest/globals';
import { Agent, request as httpRequest } from 'node:http';
import { renderFiring } from '../../../../src/sandbox/faults/fault.ts';
import { parseFault } from '../../../../src/sandbox/faults/parse.ts';
import { openFaultSwitch } from '../../../../src/sandbox/faults/switch.ts';
import type { Sleep } from '../../../../src/sandbox/faults/slow-body.ts';
import { withFaults } from './with-faults.ts';
import { serveSandbox, type ServedSandbox } from '../../../../src/sandbox/serve.ts';
import { order, testSandbox, tokenOf } from '../test-sandbox.ts';

const open: ServedSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((served) => served.close()));
});

export interface FaultyOptions {
  seed?: number;
  /** In place of one that remembers how long, and waits not at all. */
  sleep?: Sleep;
}

/** A sandbox of its own with these faults, which says what fired and how long it slept. */
export function faultySandbox(lines: readonly string[], { seed, sleep }: FaultyOptions = {}) {
  const world = testSandbox();
  const slept: number[] = [];
  const fired: string[] = [];
  const faults = openFaultSwitch({
    faults: lines.map((line) => parseFault(line)),
    seed,
    sleep: sleep ?? (async (ms) => void slept.push(ms)),
    onFault: (firing) => fired.push(renderFiring(firing)),
  });
  return { world, slept, fired, faults };
}

/** The same on a port of this machine. */
export async function serveFaulty(lines: readonly string[], options: FaultyOptions = {}) {
  const faulty = faultySandbox(lines, options);
  const served = await serveSandbox(faulty.world.sandbox, {
    port: 0,
    faults: faulty.faults,
    monotonic: () => performance.now(),
  });
  open.push(served);
  return { ...faulty, served, url: served.url };
}

/** The same in process. */
export function fetchFaulty(lines: readonly string[], options: FaultyOptions = {}) {
  const faulty = faultySandbox(lines, options);
  const { sandbox } = faulty.world;
  const plain: typeof globalThis.fetch = async (input, init) =>
    sandbox.fetch(new Request(input, init));
  return { ...faulty, fetch: withFaults(plain, faulty.faults), url: 'http://sandbox' };
}

export interface Sent {
  method?: string;
  path?: string;
  key?: string;
  body?: unknown;
  signal?: AbortSignal;
}

/** What a client got to see: as much of an answer as there was, and how it ended. */
export interface Seen {
  status?: number;
  type?: string | null;
  headers?: Record<string, string>;
  text: string;
  /** Statuses of the announcements before the answer. */
  announced: number[];
  /** `closed` when the connection was; else the error's code or name. */
  failure?: string;
}

export type Client = (url: string, sent?: Sent) => Promise<Seen>;

/** A create, unless something else is asked for. */
function requestOf({ method = 'POST', path = '/v1/orders', key = 'k', body }: Sent) {
  const headers: Record<string, string> = { authorization: `Bearer ${tokenOf('sandbox')}` };
  if (method !== 'POST') return { method, path, headers, text: undefined };
  headers['x-idempotency-key'] = key;
  headers['content-type'] = 'application/json';
  return { method, path, headers, text: JSON.stringify(body ?? order()) };
}

/** By Node's fetch, or by one that is given. */
export const byFetch =
  (fetch: typeof globalThis.fetch = globalThis.fetch): Client =>
  async (url, sent = {}) => {
    const { method, path, headers, text: body } = requestOf(sent);
    const seen: Seen = { text: '', announced: [] };
    try {
      const { signal } = sent;
      const init = { method, headers, body, signal, redirect: 'manual' } as const;
      const response = await fetch(url + path, init);
      seen.status = response.status;
      seen.headers = Object.fromEntries(response.headers);
      const decoder = new TextDecoder();
      for await (const piece of (response.body ?? []) as AsyncIterable<Uint8Array>) {
        seen.text += decoder.decode(piece, { stream: true });
      }
    } catch (error) {
      seen.failure = failureOf(error);
    }
    return seen;
  };

/** By node:http, with a connection that is kept alive as long as it can be. */
export const byHttp: Client = (url, sent = {}) => {
  const { method, path, headers, text: body } = requestOf(sent);
  const seen: Seen = { text: '', announced: [] };
  const agent = new Agent({ keepAlive: true });
  return new Promise<Seen>((resolve) => {
    const end = (error?: unknown) => {
      if (error !== undefined) seen.failure = failureOf(error);
      agent.destroy();
      resolve(seen);
    };
    const request = httpRequest(url + path, { method, headers, agent, signal: sent.signal });
    request.on('information', ({ statusCode }) => seen.announced.push(statusCode));
    request.on('response', (response) => {
      seen.status = response.statusCode;
      seen.headers = response.headers as Record<string, string>;
      response.setEncoding('utf8').on('data', (piece: string) => (seen.text += piece));
      response.on('end', () => end()).on('error', end);
    });
    request.on('error', end);
    request.end(body);
  });
};

/** Both clients say in their own way that the other side hung up. */
function failureOf(error: unknown): string {
  const { name, code, cause } = error as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  const found = cause?.code ?? code ?? name;
  return ['UND_ERR_SOCKET', 'ECONNRESET'].includes(String(found)) ? 'closed' : String(found);
}
