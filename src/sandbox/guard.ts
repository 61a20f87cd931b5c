import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type ExitCode, exitCodes } from '../errors.ts';
import { systemOfHost } from './hosts.ts';
import type { RequestHead } from './http-adapter.ts';
import { readBody, wholeRequest } from './whole-message.ts';

/** Bytes that a request to the served sandbox may have: no order is near it. */
const mostBytes = 1024 * 1024;

/** A page that this machine itself serves. */
const ownOrigin =
  /^https?:\/\/(localhost|([a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

const refusal = (status: number, message: string): Response =>
  Response.json(
    { error: status, message },
    // What is left of the request is not read.
    { status, headers: { connection: 'close' } },
  );

/**
 * A request as the sandbox takes it, with its body in memory; or what it is answered before anything
 * else is looked at: 403 for a page's, 413 for a body that is too large. The host may be any: a client
 * comes with that of the real API where something in between leads it here. But a browser says in
 * `Origin` whose page sends what changes something (Fetch, 3.2), also where the page's own name was
 * made to lead here (DNS rebinding): it could otherwise make orders and fill the disk.
 */
export async function guarded(
  request: RequestHead,
  incoming: IncomingMessage,
  { isControl = false } = {},
): Promise<Request | Response> {
  const { headers, method } = request;
  const url = urlAsked(request.url);
  // Whose pages control the sandbox, its own rules say.
  const origin = isControl ? null : headers.get('origin');
  // What came with TLS came through the gateway, which no page's name leads to.
  if (origin !== null && !request.url.startsWith('https:') && !ownOrigin.test(origin)) {
    return refusal(403, `The sandbox takes no request of a page of ${origin}.`);
  }
  if (method === 'GET' || method === 'HEAD') return wholeRequest(url, nothing, request);
  const refuse = isControl ? controlRefusal : refusal;
  const tooLarge = () => refuse(413, `A request has ${mostBytes} bytes at most here.`, 'too_large');
  if (Number(headers.get('content-length') ?? 0) > mostBytes) return tooLarge();
  const body = await readBody(incoming, mostBytes).catch(() => null);
  if (body === null) return refuse(400, 'The request ended before its body did.', 'cut_short');
  return body === undefined ? tooLarge() : wholeRequest(url, body, request);
}

const nothing = new Uint8Array();

/** The real hosts are asked over https: where TLS was ended on the way here, links are to say so. */
function urlAsked(url: string): string {
  const isSystem = systemOfHost(new URL(url).hostname) !== undefined;
  return isSystem ? url.replace(/^http:/, 'https:') : url;
}

/** Names of this machine, with a port or without. */
const ownName = /^(localhost|([a-z0-9-]+\.)*localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** Who may control a served sandbox. */
interface ControlRules {
  /** Names beside this machine's own, without a port. */
  allowHosts: readonly string[];
  /** Asked of every client where other machines can reach the sandbox. */
  token?: string;
}

/**
 * Whether the host of a request is a name that the sandbox is driven by. What came with TLS came
 * through the gateway, which stands for the hosts of the real systems.
 */
export function isDrivenAs({ headers, url }: RequestHead, { allowHosts }: ControlRules): boolean {
  const host = headers.get('host') ?? '';
  const isKnown =
    ownName.test(host) || allowHosts.includes(host.replace(/:\d+$/, '').toLowerCase());
  return isKnown && !url.startsWith('https:');
}

/**
 * What a request to the control API is refused with; undefined when it may pass. A page in a browser
 * whose own name was made to lead here (DNS rebinding) asks under that name, and one that asks across
 * origins says its own: both could otherwise drive the sandbox and read its keys.
 */
export function refuseControl(request: RequestHead, rules: ControlRules): Response | undefined {
  const { headers } = request;
  const host = headers.get('host') ?? '';
  if (!isDrivenAs(request, rules)) {
    const hint = 'sandbox serve --allow-host adds a name.';
    const message = `The sandbox is not controlled as ${host}: ${hint}`;
    return controlRefusal(421, message, 'host_not_allowed');
  }
  const origin = headers.get('origin');
  // A page may ask without an Origin, for a picture, say; browsers then tell where it is anyway.
  const site = headers.get('sec-fetch-site') ?? 'none';
  if ((origin !== null && origin !== `http://${host}`) || !['none', 'same-origin'].includes(site)) {
    const page = origin === null ? 'A page of another site' : `A page of ${origin}`;
    return controlRefusal(403, `${page} may not control the sandbox.`, 'foreign_origin');
  }
  const [, token = ''] = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '') ?? [];
  if (rules.token === undefined || isSame(token, rules.token)) return undefined;
  return controlRefusal(
    401,
    'This sandbox can be reached from other machines: it is controlled with the token that it printed (Authorization: Bearer).',
    'token_required',
  );
}

/** Whether two secrets are the same; takes the same time for any two. */
export function isSame(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return one !== undefined && other !== undefined && timingSafeEqual(one, other);
}

/** What clients of the control API end with, as for a refusal of a real system. */
const exitCodeOf = (status: number): ExitCode => {
  if (status === 401) return exitCodes.notSignedIn;
  return status === 400 || status === 413 ? exitCodes.usage : exitCodes.refused;
};

const controlRefusal = (status: number, message: string, code: string): Response =>
  Response.json(
    { error: { code, message, exit_code: exitCodeOf(status) } },
    { status, headers: { connection: 'close' } },
  );
