import type { HttpRequest } from './transport/types.ts';
import type { PlannedRequest } from './order-system.ts';

/** Makes requests as they would be sent; `credentials` are the headers that carry them, struck out here. */
export function plansFor(
  baseUrl: string,
  credentials: Readonly<Record<string, string>>,
): (request: HttpRequest) => PlannedRequest {
  const base = baseUrl.replace(/\/$/, '');
  const masked: Record<string, string> = {};
  for (const [name, value] of Object.entries(credentials)) masked[name] = strike(value);
  const withBody = { ...masked, 'content-type': 'application/json' };
  return ({ method, path, query, headers, body }) => {
    const planned: PlannedRequest = {
      method,
      url: `${base}${path}${query === undefined ? '' : textOf(query)}`,
      headers: { ...(body === undefined ? masked : withBody), ...headers },
    };
    if (body !== undefined) planned.body = body;
    return planned;
  };
}

function textOf(query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? '' : `?${text}`;
}

/** `Bearer ***`: the scheme says what kind of secret it is. */
const strike = (value: string): string => value.replace(/^(\w+ )?.*$/s, '$1***');
