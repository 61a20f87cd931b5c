import * as v from 'valibot';
import { parseJson } from '../../json/text.ts';
import type { HttpAnswer } from '../transport/types.ts';

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

/**
 * Whether a 4xx is worded as the Orders API words one. What a proxy or a firewall answers in its place
 * (a page, nothing, JSON of its own) says nothing about the request; and the format of the older
 * resources, a message beside the status, is that of many a gateway too.
 */
export const isOwnRefusal = ({ text }: HttpAnswer): boolean => v.is(listed, parseJson(text));
