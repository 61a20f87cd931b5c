import * as v from 'valibot';
import type { HttpAnswer } from '../http.ts';

/** Absent, and of another type, are one: nothing said. */
const text = v.fallback(v.optional(v.string(), ''), '');

/** The Orders API lists what is wrong. */
const listed = v.object({
  errors: v.pipe(
    v.array(v.object({ code: text, message: text })),
    v.minLength(1),
    v.checkItems(({ code, message }) => code !== '' || message !== ''),
  ),
});

/** The older resources repeat the status of the answer, beside a sentence. */
const classic = v.object({ status: v.number(), message: v.pipe(v.string(), v.nonEmpty()) });

/**
 * Whether a 4xx is worded as Mercado Pago words one. What a proxy or a firewall answers in its place
 * (a page, nothing, JSON of its own) says nothing about the request.
 *
 * Assumption: nothing in between repeats its status in its JSON beside a message.
 */
export function isOwnRefusal({ status, text }: HttpAnswer): boolean {
  const body = parseJson(text);
  return v.is(listed, body) || (v.is(classic, body) && body.status === status);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
