import type { HttpRequest } from './transport/types.ts';
import type { PlannedRequest } from './order-system.ts';

/** A request as it would be sent; `credentials` are the headers that carry them, struck out here. */
export function planOf(
  baseUrl: string,
  request: HttpRequest,
  credentials: Readonly<Record<string, string>>,
): PlannedRequest {
  const query = new URLSearchParams(request.query).toString();
  return {
    method: request.method,
    url: `${baseUrl.replace(/\/$/, '')}${request.path}${query === '' ? '' : `?${query}`}`,
    headers: {
      ...Object.fromEntries(
        Object.entries(credentials).map(([name, value]) => [name, strike(value)]),
      ),
      ...(request.body !== undefined && { 'content-type': 'application/json' }),
      ...request.headers,
    },
    ...(request.body !== undefined && { body: request.body }),
  };
}

/** `Bearer ***`: the scheme says what kind of secret it is. */
const strike = (value: string): string => value.replace(/^(\w+ )?.*$/s, '$1***');
