import * as v from 'valibot';
import { parseJson } from '../../json/text.ts';
import type { HttpAnswer } from '../transport/types.ts';

const said = v.pipe(v.string(), v.nonEmpty());
const problem = v.union([
  v.object({ status: v.number(), title: said }),
  v.object({ status: v.number(), detail: said }),
]);

/**
 * Whether a 4xx is worded as Mollie words one: the status once more, with a title and a detail. What
 * a proxy answers in its place says nothing about the request.
 *
 * Assumption: no proxy in between answers with `application/problem+json`, which looks the same.
 */
export function isOwnRefusal({ status, text }: HttpAnswer): boolean {
  const body = parseJson(text);
  return v.is(problem, body) && body.status === status;
}
