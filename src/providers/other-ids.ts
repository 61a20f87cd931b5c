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
