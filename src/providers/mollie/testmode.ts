import type { HttpRequest } from '../http.ts';

/** Endpoints whose pages name no `testmode`: what they tell of is the same in both modes. */
const withoutMode =
  /^\/v2\/(organizations|permissions|onboarding|profiles|clients|settlements|balances|invoices)\b/;

/**
 * A request for the test orders of an organization's token: in the query of a GET, else in the body
 * (cancel page). What names a mode already is left alone.
 */
export function withTestmode(request: HttpRequest): HttpRequest {
  if (withoutMode.test(request.path)) return request;
  return request.method === 'GET' ? inQuery(request) : inBody(request);
}

function inQuery(request: HttpRequest): HttpRequest {
  const { path, query } = request;
  if (/[?&]testmode=/.test(path) || query?.testmode !== undefined) return request;
  if (path.includes('?')) return { ...request, path: `${path}&testmode=true` };
  return { ...request, query: { ...query, testmode: 'true' } };
}

/** The rest of the body stays as it was typed, to the letter. */
function inBody(request: HttpRequest): HttpRequest {
  const { body = '{}' } = request;
  const json: unknown = JSON.parse(body);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return request;
  if ('testmode' in json) return request;
  const isEmpty = Object.keys(json).length === 0;
  const rest = body.slice(body.indexOf('{') + 1);
  return { ...request, body: isEmpty ? '{"testmode":true}' : `{"testmode":true,${rest}` };
}
