import { afterAll } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sandboxAccounts } from '../../../src/sandbox/accounts.ts';
import { openSandbox, type WireOrder } from '../../../src/sandbox/sandbox.ts';

export const start = new Date('2026-03-01T12:00:00.000Z');

const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mp-orders-sandbox-'));
  folders.push(folder);
  return folder;
}

export interface Call {
  profile?: string;
  /** Sent as the Authorization header in place of the profile's; null sends none. */
  authorization?: string | null;
  /** X-Idempotency-Key; by default a new one for each call, null sends none. */
  key?: string | null;
  body?: unknown;
  /** Sent as it is in place of `body`. */
  raw?: string | Uint8Array;
}

export interface Reply {
  status: number;
  body: unknown;
  headers: Headers;
}

export function tokenOf(profile: string): string {
  const account = sandboxAccounts.find((one) => one.profile === profile);
  if (!account) throw new Error(`no profile ${profile}`);
  return account.token;
}

let keys = 0;

/** A sandbox in a folder of its own (or the one given) with a clock that the test turns. */
export function testSandbox(directory = temporaryFolder(), pid = 1000) {
  const machine = { time: start.getTime(), dead: new Set<number>() };
  const sandbox = openSandbox({
    directory,
    now: () => new Date(machine.time),
    isAlive: (other) => !machine.dead.has(other),
    pid,
  });

  const call = async (method: string, path: string, options: Call = {}): Promise<Reply> => {
    const { profile = 'sandbox', authorization = `Bearer ${tokenOf(profile)}` } = options;
    const { key = `key-${(keys += 1)}`, body, raw } = options;
    const headers = new Headers();
    if (authorization !== null) headers.set('authorization', authorization);
    if (key !== null && (method === 'POST' || method === 'PUT'))
      headers.set('x-idempotency-key', key);
    const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
    const response = await sandbox.fetch(
      new Request(`http://sandbox${path}`, { method, headers, body: sent }),
    );
    return {
      status: response.status,
      body: response.status === 204 ? undefined : await response.json(),
      headers: response.headers,
    };
  };

  const create = async (body: unknown = order(), options: Call = {}): Promise<WireOrder> => {
    const reply = await call('POST', '/v1/orders', { body, ...options });
    if (reply.status !== 201) throw new Error(JSON.stringify(reply));
    return reply.body as WireOrder;
  };
  const get = async (id: string): Promise<WireOrder> =>
    (await call('GET', `/v1/orders/${id}`)).body as WireOrder;

  return { sandbox, directory, machine, call, create, get };
}

/** The least that makes an order. `extra` replaces or adds properties at the root. */
export const order = (extra: Record<string, unknown> = {}) => ({
  type: 'qr',
  external_reference: 'ext_ref_1234',
  config: { qr: { external_pos_id: 'EXTERNALPOS019285' } },
  transactions: { payments: [{ amount: '50.00' }] },
  ...extra,
});

/** The same with a mode. */
export const orderOfMode = (mode: string, extra: Record<string, unknown> = {}) =>
  order({ config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode } }, ...extra });

/** Everything of the create page's example that one order can carry. */
export const fullOrder = (mode: string) =>
  orderOfMode(mode, {
    total_amount: '50.00',
    description: 'Smartphone',
    expiration_time: 'PT16M',
    marketplace_fee: '11.20',
    integration_data: {
      platform_id: 'dev_1234567890',
      integrator_id: 'dev_1234',
      sponsor: { id: '446566691' },
    },
    items: [
      {
        title: 'Smartphone',
        unit_price: '50.00',
        quantity: 1,
        unit_measure: 'kg',
        external_code: '777489134',
      },
    ],
    discounts: { payment_methods: [{ new_total_amount: '47.28', type: 'account_money' }] },
  });
