import { randomUUID } from 'node:crypto';
import { type FaultAction, isBodiless } from './fault.ts';
import { STATUS_CODES } from 'node:http';
import { ClassicRefusal, classicErrorBody } from '../mercadopago/errors.ts';

/** An answer that is given in place of the system's own, which never sees the request. */
type MadeAction = Extract<FaultAction, { kind: 'status' | 'html' | 'redirect' }>;

export function madeAnswer(action: MadeAction, path: string): Response {
  switch (action.kind) {
    case 'html':
      return new Response(page, {
        headers: { 'content-type': 'text/html; charset=utf-8', ...mark },
      });
    case 'redirect':
      return new Response(null, { status: 302, headers: { location: action.url, ...mark } });
    case 'status':
      return statusAnswer(action, path);
  }
}

const mark = { 'x-mp-orders-sandbox': 'simulation' };

/** What a login or a maintenance page in front of an API looks like to a client. */
const page =
  '<!doctype html>\n<html lang="en"><head><title>Sign in</title></head>' +
  '<body><h1>Sign in</h1><p>This page is a fault of the sandbox.</p></body></html>\n';

function statusAnswer(
  { status, retryAfter, body }: Extract<MadeAction, { kind: 'status' }>,
  path: string,
): Response {
  const { type, text } =
    body === undefined ? errorBody(path, status) : { type: typeOf(body), text: body };
  const headers = new Headers({ ...mark, 'x-request-id': randomUUID() });
  if (retryAfter !== undefined) headers.set('retry-after', String(retryAfter));
  if (isBodiless(status)) return new Response(null, { status, headers });
  headers.set('content-type', type);
  return new Response(text, { status, headers });
}

function typeOf(text: string): string {
  if (/^\s*</.test(text)) return 'text/html; charset=utf-8';
  try {
    JSON.parse(text);
    return 'application/json';
  } catch {
    return 'text/plain; charset=utf-8';
  }
}

interface ErrorBody {
  /** The media type. */
  type: string;
  text: string;
}

/**
 * The body of an answer that no handler made: from 400 on in the format of the system that the path
 * belongs to, else a small JSON.
 */
function errorBody(path: string, status: number): ErrorBody {
  const phrase = STATUS_CODES[status] ?? `Status ${status}`;
  const [, format] = formats.find(([owns]) => owns.test(path)) ?? [];
  if (format !== undefined && status >= 400) return format(status, phrase);
  return json({ status, message: phrase });
}

type Format = (status: number, phrase: string) => ErrorBody;

const formats: readonly (readonly [RegExp, Format])[] = [
  [/^\/v1\/orders(\/|$)/, mercadoPagoOrders],
  [/^\/(users|pos|stores|v1\/payments)(\/|$)/, mercadoPagoClassic],
  [/^\/v2(\/|$)/, mollie],
  [/^\/api\/oms\//, vtex],
];

const json = (body: object, type = 'application/json'): ErrorBody => ({
  type,
  text: JSON.stringify(body),
});

// Assumption: the codes of the statuses that no page of the Orders API lists are made like these.
const ordersCodes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  404: 'order_not_found',
  423: 'resource_locked',
  500: '500',
};

function mercadoPagoOrders(status: number, phrase: string): ErrorBody {
  const code = ordersCodes[status] ?? snake(phrase);
  return json({ errors: [{ code, message: `${phrase}.`, details: [] }] });
}

function mercadoPagoClassic(status: number, phrase: string): ErrorBody {
  return json(classicErrorBody(new ClassicRefusal(status, snake(phrase), phrase)));
}

const snake = (phrase: string) => phrase.toLowerCase().replace(/[^a-z0-9]+/g, '_');

// Assumption: where Mollie's pages give no sentence, the title stands in for it.
const mollieDetails: Readonly<Record<number, string>> = {
  401: 'Missing authentication, or failed to authenticate',
  429: 'You have exceeded the rate limit. Please slow down your requests.',
};

function mollie(status: number, title: string): ErrorBody {
  const href = 'https://docs.mollie.com/overview/handling-errors';
  const _links = { documentation: { href, type: 'text/html' } };
  const body = { status, title, detail: mollieDetails[status] ?? title, _links };
  return json(body, 'application/hal+json');
}

// Assumption: where VTEX's pages give no code, it is the status.
const vtexErrors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['1', 'Unauthorized access'],
  403: ['1', 'Unauthorized access'],
  404: ['OMS007', 'Order Not Found'],
};

function vtex(status: number, phrase: string): ErrorBody {
  const [code, message] = vtexErrors[status] ?? [String(status), phrase];
  return json({ error: { code, message, exception: null } });
}
