import { vtexKeys } from '../../../../src/sandbox/vtex/accounts.ts';
import type { Status } from '../../../../src/sandbox/vtex/statuses.ts';
import { openVtex, type VtexAddOptions } from '../../../../src/sandbox/vtex/system.ts';
import type { WireOrder } from '../../../../src/sandbox/vtex/wire.ts';
import { openStore } from '../../../../src/sandbox/store.ts';
import { start, temporaryFolder } from '../test-sandbox.ts';

export { start, temporaryFolder } from '../test-sandbox.ts';

export const orders = '/api/oms/pvt/orders';

export interface Call {
  profile?: string;
  /** Sent in place of the profile's; null sends none. */
  appKey?: string | null;
  appToken?: string | null;
  body?: unknown;
  /** Sent as it is in place of `body`. */
  raw?: string | Uint8Array;
}

export interface Reply {
  status: number;
  /** Parsed when the answer is JSON, else its text. */
  body: unknown;
  headers: Headers;
}

/** The date of `ms` after the start, as GET writes it. */
export const at = (ms: number): string =>
  new Date(start.getTime() + ms).toISOString().replace('Z', '0000+00:00');

export function keyOf(profile: string) {
  const key = vtexKeys.find((one) => one.profile === profile);
  if (!key) throw new Error(`no profile ${profile}`);
  return key;
}

/** A VTEX in a folder of its own (or the one given) with a clock that the test turns. */
export function testVtex(directory = temporaryFolder()) {
  const machine = { time: start.getTime() };
  const now = () => new Date(machine.time);
  const vtex = openVtex(openStore(directory), { now, pid: 1000, isAlive: () => true });

  const call = async (method: string, path: string, options: Call = {}): Promise<Reply> => {
    const key = keyOf(options.profile ?? 'sandbox-vtex');
    const { appKey = key.appKey, appToken = key.appToken, body, raw } = options;
    const headers = new Headers({ accept: 'application/json' });
    if (appKey !== null) headers.set('x-vtex-api-appkey', appKey);
    if (appToken !== null) headers.set('x-vtex-api-apptoken', appToken);
    const sent = raw ?? (body === undefined ? null : JSON.stringify(body));
    const response = await vtex.fetch(
      new Request(`http://sandbox${path}`, { method, headers, body: sent, redirect: 'manual' }),
    );
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      body: await (isJson ? response.json() : response.text()),
      headers: response.headers,
    };
  };

  const add = async (options: VtexAddOptions = {}) => (await vtex.add(options)) as WireOrder;
  const move = async (id: string, status: string) =>
    (await vtex.move(id, status)) as WireOrder | undefined;
  const get = async (id: string, options?: Call): Promise<WireOrder> =>
    (await call('GET', `${orders}/${id}`, options)).body as WireOrder;
  const statusOf = async (id: string): Promise<Status> => (await get(id)).status;
  const cancel = (id: string, options?: Call) => call('POST', `${orders}/${id}/cancel`, options);

  return { vtex, directory, machine, call, add, move, get, statusOf, cancel };
}
