import { sentence, type Text } from '../language/sentence.ts';

/** Prefixes of Mollie's ids of other things (its reference, the examples of each resource). */
const mollies = /^(tr|re|shp|odl|cpt|chb|pl|sub|cst|mdt|stl|pfl|org)_/;

/** What is said of an id that is the id of something else than an order; undefined where it is none such. */
export const otherThan = (id: string): Text | undefined =>
  mollies.test(id)
    ? sentence(
        'Mollie has such ids for other things: tr_ begins a payment’s, re_ a refund’s, shp_ a shipment’s, odl_ a line’s. An order’s begins with ord_.',
      )
    : undefined;

/** What is said of a word that is no order's id, and may be what the shop calls its sale. */
export const referenceFacts = (id: string): { hint?: Text; next?: string[] } =>
  id.length > 64 || !/^(?!ord)(?=\D*\d)[a-z0-9][\w-]*$/i.test(id) || otherThan(id) !== undefined
    ? {}
    : {
        hint: sentence('It may be a reference: `mp-orders find {id}` looks for its order.', { id }),
        next: [`mp-orders find ${id}`],
      };
