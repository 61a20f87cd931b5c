import { randomUUID } from 'node:crypto';
import { sandboxProfiles } from '../../src/sandbox/profiles.ts';
import type { Answer, Received } from './local-server.ts';
import {
  bin,
  startBin,
  tempFolder,
  type BinOptions,
  type Result,
  type RunningBin,
} from './run-bin.ts';

/** The POS that every sandbox has. */
export const pos = 'EXTERNALPOS019285';

/** Flags of a create that the sandbox accepts. */
export const order = ['--amount', '50', '--pos', pos] as const;

/** What every command on a sandbox says on stderr. */
export const note = 'Sandbox: this is a simulation on this machine; no money moves.\n';

/** What a change says on stderr of the account of a token that was not looked up. */
export const account = 'Account: that of MP_ACCESS_TOKEN; it may be live.\n';

/** The id of an order that no sandbox has. */
export const missing = `ORDTST${'0'.repeat(26)}`;

export interface ServedSandbox {
  url: string;
  home: string;
  child: RunningBin;
  /** What a client needs to talk to it: the base URL and the token of the first account. */
  env: Record<string, string>;
}

/** The credentials of one of the sandbox's accounts, by the names that profiles have for them. */
export function keysOf(profile: string): Readonly<Record<string, string>> {
  const found = sandboxProfiles.find((one) => one.profile === profile);
  if (found === undefined) throw new Error(`The sandbox has no account ${profile}.`);
  return found.keys;
}

export const tokenOf = (profile: string): string => keysOf(profile).token ?? '';

/** `mp-orders sandbox serve` as a child; it ends with the test file. */
export async function serveSandbox({
  home = tempFolder(),
  port = 0,
  flags = [],
}: { home?: string; port?: number; flags?: readonly string[] } = {}): Promise<ServedSandbox> {
  const child = startBin(['sandbox', 'serve', '--port', String(port), ...flags], { home });
  const url = await child.line();
  return {
    url,
    home,
    child,
    env: { MP_ACCESS_TOKEN: tokenOf('sandbox'), MP_ORDERS_BASE_URL: url },
  };
}

/** Creates a dynamic order over the network and gives its id. */
export async function createOrder({
  url,
  env,
}: Pick<ServedSandbox, 'url' | 'env'>): Promise<string> {
  const body = {
    type: 'qr',
    external_reference: 'e2e',
    config: { qr: { external_pos_id: pos, mode: 'dynamic' } },
    transactions: { payments: [{ amount: '50' }] },
  };
  const response = await fetch(`${url}/v1/orders`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${env.MP_ACCESS_TOKEN}`,
      'x-idempotency-key': randomUUID(),
    },
    body: JSON.stringify(body),
  });
  return ((await response.json()) as { id: string }).id;
}

/** The orders of a sandbox as the API would give them, newest first. */
export async function ordersOf(home: string): Promise<Record<string, unknown>[]> {
  const { stdout } = await bin(['sandbox', 'list', '--json'], { home });
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Runs against a served sandbox. */
export const binOn = (
  { env }: Pick<ServedSandbox, 'env'>,
  argv: readonly string[],
  options: BinOptions = {},
): Promise<Result> => bin(argv, { ...options, env: { ...env, ...options.env } });

/** Passes the request on, and the answer back. */
export const forwardTo =
  (url: string): Answer =>
  (response, request) => {
    void pass(url, request).then(async (answer) => {
      const { date, ...headers } = Object.fromEntries(answer.headers);
      void date;
      response.writeHead(answer.status, { ...headers, connection: 'close' });
      response.end(await answer.text());
    });
  };

/** Passes the request on, waits until it is carried out, and gives this answer instead. */
export const carryOut =
  (url: string, answer: Answer): Answer =>
  (response, request, count) => {
    void pass(url, request)
      .then((passed) => passed.text())
      .then(() => answer(response, request, count));
  };

const dropped = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'accept-encoding',
]);

function pass(url: string, { method, url: path, headers, body }: Received): Promise<Response> {
  const passed = Object.entries(headers).filter(([name]) => !dropped.has(name));
  return fetch(url + path, {
    method,
    headers: Object.fromEntries(passed.map(([name, value]) => [name, String(value)])),
    ...(body !== '' && { body }),
  });
}
