import { fieldsOf, parseJson } from '../../json/text.ts';

/** What Mercado Pago posts when an order changes, as far as its signature and a reader need it. */
export interface Notification {
  /** `data.id` of the query, as received. */
  id: string | undefined;
  /** What else of the query may be the id: of older topics (`id`), or of a framework that renames it. */
  otherIds: readonly { name: string; value: string }[];
  /** `data.id` of the body. */
  bodyId: string | undefined;
  /** `action` of the body, such as `order.processed`. */
  action: string | undefined;
  requestId: string | undefined;
  /** `x-signature` as received. */
  signature: string | undefined;
  /** Headers or parameters of the signature that came twice, with different values. */
  twice: readonly string[];
  body: string;
}

/** A request as it was received: `url` may be its path and query alone. */
export interface ReceivedRequest {
  url: string;
  headers: readonly (readonly [name: string, value: string])[];
  body: string;
}

/** Any base will do: of the URL only the query is read. */
const base = 'http://localhost';

/** Reads a request of any kind; what is not there, or not of the form, is undefined. */
export function readNotification({ url, headers, body }: ReceivedRequest): Notification {
  const query = URL.canParse(url, base) ? new URL(url, base).searchParams : new URLSearchParams();
  const named = (name: string) =>
    headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value.trim());
  const fields = {
    'data.id': query.getAll('data.id'),
    'x-request-id': named('x-request-id'),
    'x-signature': named('x-signature'),
  };
  const twice = Object.entries(fields).filter(([, values]) => new Set(values).size > 1);
  const first = (name: keyof typeof fields) => fields[name].find((value) => value !== '');
  const { action, data } = fieldsOf(parseJson(body));
  return {
    id: first('data.id'),
    otherIds: ['data_id', 'data[id]', 'id'].flatMap((name) => {
      const value = query.get(name) ?? '';
      return value === '' ? [] : [{ name, value }];
    }),
    bodyId: textOf(fieldsOf(data).id),
    action: textOf(action),
    requestId: first('x-request-id'),
    signature: first('x-signature'),
    twice: twice.map(([name]) => name),
    body,
  };
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
