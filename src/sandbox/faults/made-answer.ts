import { randomUUID } from 'node:crypto';
import { errorBody } from './error-body.ts';
import { type FaultAction, isBodiless } from './fault.ts';

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
