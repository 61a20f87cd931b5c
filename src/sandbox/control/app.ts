import { CliError, exitCodes, usageError } from '../../errors.ts';
import type { SandboxControl } from './control.ts';
import type { News } from './news.ts';
import {
  type Body,
  read,
  readFaults,
  readMinimumAmount,
  readRefunds,
  required,
  shapes,
} from './read.ts';

/** Where the control API is: a path that no real system has. */
export const controlPath = '/_sandbox';

interface ControlRequest {
  /** What the path holds in place of `:id`. */
  id: string;
  query: URLSearchParams;
  body: Body;
}

type Route = readonly [
  method: string,
  path: string,
  answer: (control: SandboxControl, controlRequest: ControlRequest) => Promise<unknown>,
  /** The parameters that its query may have. */
  query?: readonly string[],
];

/** How many are asked for; undefined: all. */
function limitOf(query: URLSearchParams): number | undefined {
  const limit = query.get('limit');
  if (limit === null) return undefined;
  if (/^\d{1,6}$/.test(limit)) return Number(limit);
  throw usageError('limit: write a whole number.');
}

/** The last ones of a list whose oldest stands first. */
const newest = <T>(all: readonly T[], query: URLSearchParams): readonly T[] => {
  const limit = limitOf(query) ?? all.length;
  return all.slice(Math.max(0, all.length - limit));
};

const profileOf = ({ query }: ControlRequest) => ({ profile: query.get('profile') ?? undefined });

const routes: readonly Route[] = [
  [
    'GET',
    '/orders',
    async (control, { query }) => ({
      orders: await control.orders({
        system: query.get('system') ?? undefined,
        status: query.get('status') ?? undefined,
        limit: limitOf(query),
      }),
    }),
    ['system', 'status', 'limit'],
  ],
  [
    'POST',
    '/orders',
    (control, { body }) => {
      const wish = read<Body>(body, shapes.add);
      return control.add({ ...wish, system: required(body, 'system') });
    },
  ],
  ['GET', '/orders/:id', (control, { id }) => control.order(id)],
  [
    'GET',
    '/orders/:id/qr',
    async (control, { id }) => ({ qr_data: (await control.qrData(id)) ?? null }),
  ],
  ['POST', '/orders/:id/cancel', (control, { id, body }) => (read(body, {}), control.cancel(id))],
  [
    'POST',
    '/orders/:id/refund',
    (control, { id, body }) => control.refund(id, read(body, shapes.refund)),
  ],
  [
    'GET',
    '/changes',
    async (control, { query }) => ({
      changes: newest(await control.changes({ order: query.get('order') ?? undefined }), query),
    }),
    ['order', 'limit'],
  ],
  ['POST', '/orders/:id/pay', (control, { id, body }) => control.pay(id, read(body, shapes.pay))],
  [
    'POST',
    '/orders/:id/refuse',
    (control, { id, body }) => control.refuse(id, read(body, shapes.refuse)),
  ],
  [
    'POST',
    '/orders/:id/dispute',
    (control, { id, body }) => control.dispute(id, read(body, shapes.dispute)),
  ],
  ['POST', '/orders/:id/expire', (control, { id, body }) => (read(body, {}), control.expire(id))],
  [
    'POST',
    '/orders/:id/move',
    (control, { id, body }) => control.move(id, required(read<Body>(body, shapes.move), 'status')),
  ],
  [
    'GET',
    '/pos',
    async (control, controlRequest) => ({ pos: await control.pos(profileOf(controlRequest)) }),
    ['profile'],
  ],
  [
    'POST',
    '/pos',
    (control, { body }) => {
      const { profile } = read<{ profile?: string }>(body, shapes.pos);
      return control.addPos({ external_id: required(body, 'external_id'), profile });
    },
  ],
  [
    'GET',
    '/stores',
    async (control, controlRequest) => ({
      stores: await control.stores(profileOf(controlRequest)),
    }),
    ['profile'],
  ],
  [
    'POST',
    '/stores',
    (control, controlRequest) => control.addStore(controlRequest.body, profileOf(controlRequest)),
    ['profile'],
  ],
  ['GET', '/clock', (control) => control.clock()],
  ['POST', '/clock', (control, { body }) => control.turnClock(read(body, shapes.clock))],
  ['GET', '/faults', (control) => control.faults()],
  ['PUT', '/faults', (control, { body }) => control.setFaults(readFaults(body))],
  ['DELETE', '/faults', (control) => control.setFaults({ faults: [] })],
  ['GET', '/refunds', (control) => control.refunds()],
  ['PUT', '/refunds', (control, { body }) => control.setRefunds(readRefunds(body))],
  ['GET', '/minimum-amount', (control) => control.minimumAmount()],
  [
    'PUT',
    '/minimum-amount',
    (control, { body }) => control.setMinimumAmount(readMinimumAmount(body)),
  ],
  [
    'GET',
    '/requests',
    async (control, { query }) => ({ requests: newest(await control.requests(), query) }),
    ['limit'],
  ],
  [
    'DELETE',
    '/requests',
    async (control) => {
      await control.forgetRequests();
      return {};
    },
  ],
  ['GET', '/webhooks', (control) => control.webhooks()],
  ['PUT', '/webhooks', (control, { body }) => control.setWebhooks(read(body, shapes.webhooks))],
  [
    'GET',
    '/webhooks/sent',
    async (control, { query }) => ({ sent: newest(await control.sentWebhooks(), query) }),
    ['limit'],
  ],
  [
    'POST',
    '/reset',
    async (control, { body }) => {
      read(body, {});
      await control.reset();
      return {};
    },
  ],
];

/** What the first page of the control API tells of the sandbox. */
export interface SandboxInfo {
  sandbox: 'mp-orders';
  version: 1;
  /** The variables that sign a client in, and their values. */
  keys: Readonly<Record<string, string>>;
}

/**
 * Answers a request to the control API: JSON, and errors as `{"error":{code,message,hint}}` with 400
 * for a request that is wrong, 404 for an order that is not there, 409 for one whose state does not
 * allow it.
 */
export async function answerControl(
  request: Request,
  control: SandboxControl,
  { info, news, authority }: { info: SandboxInfo; news: Pick<News, 'stream'>; authority?: string },
): Promise<Response> {
  try {
    const { pathname, searchParams } = new URL(request.url);
    const path = pathname.slice(controlPath.length);
    if (path === '' || path === '/') {
      if (request.method !== 'GET') throw noSuch(request.method, pathname);
      return Response.json({ ...info, clock: await control.clock() });
    }
    if (path === '/authority' && request.method === 'GET') {
      if (authority === undefined) throw noGateway();
      return new Response(authority, { headers: { 'content-type': 'application/x-pem-file' } });
    }
    if (path === '/events' && request.method === 'GET') return news.stream();
    const there = routes.flatMap(([method, pattern, answer, query]) => {
      const id = match(pattern, path);
      return id === undefined ? [] : [{ method, answer, query, id }];
    });
    const route = there.find(({ method }) => method === request.method);
    if (route === undefined) throw noSuch(request.method, pathname);
    checkQuery(searchParams, route.query);
    const body = await readBody(request);
    const controlRequest = { id: route.id, query: searchParams, body };
    return Response.json(await route.answer(control, controlRequest));
  } catch (error) {
    return errorResponse(error);
  }
}

/** Throws a usage error for a parameter that is none, or comes twice: a list would be another one. */
function checkQuery(query: URLSearchParams, known: readonly string[] = []): void {
  const names = [...query.keys()];
  const odd = names.find((name, at) => !known.includes(name) || names.indexOf(name) !== at);
  if (odd === undefined) return;
  const message = known.includes(odd)
    ? `The parameter ${odd} comes twice.`
    : `There is no parameter ${JSON.stringify(odd)} here.`;
  throw usageError(message, {
    hint: known.length === 0 ? 'Leave the query out.' : `The parameters: ${known.join(', ')}.`,
  });
}

/** What stands for `:id`, or an empty text; undefined when the path is another. */
function match(pattern: string, path: string): string | undefined {
  const [before = '', after] = pattern.split(':id');
  if (after === undefined) return path === pattern ? '' : undefined;
  if (!path.startsWith(before) || !path.endsWith(after)) return undefined;
  const id = path.slice(before.length, path.length - after.length);
  return /^[\w.~-]+$/.test(id) ? id : undefined;
}

async function readBody(request: Request): Promise<Body> {
  const text = request.method === 'GET' ? '' : await request.text();
  if (text.trim() === '') return {};
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw usageError('The body is not JSON.');
  }
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body as Body;
  throw usageError('The body must be a JSON object.');
}

const noSuch = (method: string, path: string): CliError =>
  new CliError(exitCodes.notFound, 'no_such_control', `The sandbox has no ${method} ${path}.`, {
    hint: 'docs/sandbox.md lists what it has.',
  });

const noGateway = (): CliError =>
  new CliError(exitCodes.notFound, 'no_gateway', 'This sandbox is served without a proxy.', {
    hint: 'Start it with --with-proxy.',
  });

const statuses: Readonly<Record<number, number>> = {
  [exitCodes.usage]: 400,
  [exitCodes.notFound]: 404,
  [exitCodes.conflict]: 409,
};

/** A CliError as the control API tells it. */
function errorResponse(error: unknown): Response {
  const {
    exitCode,
    code,
    message,
    facts,
  }: Pick<CliError, 'exitCode' | 'code' | 'message' | 'facts'> =
    error instanceof CliError
      ? error
      : { exitCode: exitCodes.bug, code: 'bug', message: String(error), facts: {} };
  // A folder that cannot be used is no fault of the request's.
  const isOwn = code === 'sandbox_unusable' || code === 'sandbox_damaged';
  const status = isOwn ? 500 : (statuses[exitCode] ?? 500);
  const { hint, next } = facts;
  return Response.json({ error: { code, message, hint, next, exit_code: exitCode } }, { status });
}
