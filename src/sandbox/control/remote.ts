import { sentence } from '../../language/sentence.ts';
import { CliError, type ExitCode, exitCodes } from '../../errors.ts';
import { controlPath, type SandboxInfo } from './app.ts';
import type { Clock, ControlledOrder, SandboxControl } from './control.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Sends one request and gives its answer; throws where none arrived. */
export type ControlSend = (request: {
  method: Method;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}) => Promise<{ status: number; text: string }>;

interface RemoteOptions {
  /** Where the sandbox is served. */
  url: string;
  send: ControlSend;
  /** What a sandbox asks for that is served for other machines too. */
  token?: string;
  /** How a command is typed that meets the same sandbox; as the sandbox says it when left out. */
  command?: (line: string) => string;
}

/**
 * Controls a sandbox that another process serves. Throws what the sandbox says, as if it were this
 * process's own; exit code 7 when there is no answer, or no sandbox there.
 */
export function openRemoteControl(options: RemoteOptions): SandboxControl & {
  info(): Promise<SandboxInfo & { clock: Clock }>;
} {
  const { command = (line: string) => line } = options;
  const ask = <T>(method: Method, path: string, body?: object): Promise<T> =>
    exchange<T>(options, method, path, body);
  const of = (id: string, verb = ''): string => {
    // Anything else is no id of an order, and might lead elsewhere.
    if (/^[\w.~-]+$/.test(id) && !/^\.+$/.test(id)) return `/orders/${id}${verb}`;
    throw new CliError(
      exitCodes.notFound,
      'order_not_found',
      sentence('The sandbox has no order {id}.', { id }),
      {
        hint: sentence('List its orders to see their ids.'),
        next: [command('mp-orders sandbox list')],
      },
    );
  };
  const post = <T>(path: string, body: object = {}) => ask<T>('POST', path, body);
  const order = (path: string, body?: object) => post<ControlledOrder>(path, body);
  const query = (fields: Readonly<Record<string, string | number | undefined>>): string => {
    const named = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      if (value !== undefined) named.set(name, String(value));
    }
    return named.size === 0 ? '' : `?${named}`;
  };
  return {
    info: () => ask('GET', '/'),
    orders: async (filter = {}) =>
      (await ask<{ orders: ControlledOrder[] }>('GET', `/orders${query({ ...filter })}`)).orders,
    order: async (id) => ask('GET', of(id)),
    qrData: async (id) =>
      (await ask<{ qr_data: string | null }>('GET', of(id, '/qr'))).qr_data ?? undefined,
    changes: async (filter = {}) =>
      (
        await ask<{ changes: Awaited<ReturnType<SandboxControl['changes']>> }>(
          'GET',
          `/changes${query(filter)}`,
        )
      ).changes,
    add: (wish) => order('/orders', wish),
    pay: async (id, how) => order(of(id, '/pay'), how),
    refuse: async (id, why) => order(of(id, '/refuse'), why),
    expire: async (id) => order(of(id, '/expire')),
    dispute: async (id, how) => order(of(id, '/dispute'), how),
    move: async (id, status) => order(of(id, '/move'), { status }),
    cancel: async (id) => order(of(id, '/cancel')),
    refund: async (id, options) => order(of(id, '/refund'), options),
    addPos: (pos) => post('/pos', pos),
    pos: async (seller = {}) =>
      (
        await ask<{ pos: Awaited<ReturnType<SandboxControl['pos']>> }>(
          'GET',
          `/pos${query(seller)}`,
        )
      ).pos,
    addStore: (store, seller = {}) => post(`/stores${query(seller)}`, store),
    stores: async (seller = {}) =>
      (await ask<{ stores: object[] }>('GET', `/stores${query(seller)}`)).stores,
    clock: () => ask('GET', '/clock'),
    turnClock: (turn) => post('/clock', turn),
    faults: () => ask('GET', '/faults'),
    setFaults: (setting) => ask('PUT', '/faults', setting),
    refunds: () => ask('GET', '/refunds'),
    setRefunds: (refunds) => ask('PUT', '/refunds', refunds),
    minimumAmount: () => ask('GET', '/minimum-amount'),
    setMinimumAmount: (setting) => ask('PUT', '/minimum-amount', setting),
    requests: async () =>
      (await ask<{ requests: Awaited<ReturnType<SandboxControl['requests']>> }>('GET', '/requests'))
        .requests,
    forgetRequests: async () => void (await ask('DELETE', '/requests')),
    webhooks: () => ask('GET', '/webhooks'),
    setWebhooks: (change) => ask('PUT', '/webhooks', change),
    sentWebhooks: async () =>
      (
        await ask<{ sent: Awaited<ReturnType<SandboxControl['sentWebhooks']>> }>(
          'GET',
          '/webhooks/sent',
        )
      ).sent,
    reset: async () => void (await post('/reset')),
  };
}

async function exchange<T>(
  { url, send, token, command = (line) => line }: RemoteOptions,
  method: Method,
  path: string,
  body?: object,
): Promise<T> {
  const answer = await send({
    method,
    url: `${url}${controlPath}${path}`,
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const read = parse(answer.text);
  if (answer.status === 200 && read !== undefined) return read as T;
  const { error } = (read ?? {}) as { error?: unknown };
  throw errorOf(error, command) ?? noSandbox(url, answer.status);
}

function parse(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** What the control API says of an error, as an error. */
function errorOf(value: unknown, command: (line: string) => string): CliError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { code, message, hint, next, exit_code } = value as Record<string, unknown>;
  const known = Object.values(exitCodes).find((one): one is ExitCode => one === exit_code);
  if (typeof code !== 'string' || typeof message !== 'string' || known === undefined) {
    return undefined;
  }
  return new CliError(known, code, message, {
    ...(typeof hint === 'string' && { hint }),
    ...(Array.isArray(next) && {
      next: next.filter((one) => typeof one === 'string').map(command),
    }),
  });
}

const noSandbox = (url: string, status: number): CliError =>
  new CliError(
    exitCodes.unreachable,
    'no_sandbox_there',
    sentence(
      'What answers at {url} is not a sandbox of mp-orders that can be controlled (HTTP {status}).',
      { url, status },
    ),
    {
      hint: sentence('Serve one, or leave --base-url out for the sandbox of this user.'),
      next: ['mp-orders sandbox serve'],
    },
  );
