import type { HttpRequest } from '../transport/types.ts';
import { withMembers } from '../../json/object.ts';
import { parseJsonObject } from '../../json/text.ts';

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
  const json = parseJsonObject(body);
  if (json === undefined || 'testmode' in json) return request;
  return { ...request, body: withMembers(body.trim(), { testmode: true }, 'start') };
}
