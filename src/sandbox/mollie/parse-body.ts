import * as v from 'valibot';
import { noSuchParameter, Problem, unprocessable } from './errors.ts';

export type Fields = Record<string, unknown>;

/** The body of a request as an object. No body at all is an empty one. */
export function readObject(bytes: Uint8Array): Fields {
  if (bytes.length === 0) return {};
  // Assumption: the wording; and that a body of another content type is read as JSON too.
  const refusal = new Problem(400, 'The request body is not a valid JSON object.');
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal;
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw refusal;
  return body as Fields;
}

/** Throws what the API says about the first thing that is wrong. */
export function parseFields<T>(schema: v.GenericSchema<unknown, T>, fields: Fields): T {
  const result = v.safeParse(schema, fields, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = v.getDotPath(issue) ?? '';
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    throw noSuchParameter('body', path);
  }
  // Assumption: the wording of everything but the start of what is said about order lines.
  const wish = issue.input === undefined ? 'is missing' : 'is not valid';
  const [, line] = /^lines\.(\d+)\./.exec(path) ?? [];
  const start = line === undefined ? '' : `Order line ${line} is invalid. `;
  throw unprocessable(path, `${start}The field ${path} ${wish}.`);
}

/** What a request says: a field that is null says no more than one that is missing. */
export const sentFields = <T extends object>(fields: T): PresentFields<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as PresentFields<T>;

type PresentFields<T> = { [K in keyof T]: Exclude<T[K], null | undefined> };
