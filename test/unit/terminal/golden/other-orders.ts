import { readFileSync } from 'node:fs';
import type { Order } from '../../../../src/orders/order.ts';
import { parseOrder as parseMollie } from '../../../../src/providers/mollie/wire.ts';
import { parseOrder as parseVtex } from '../../../../src/providers/vtex/wire.ts';
import { goldenFolder } from '../../../helpers/golden.ts';

const answer = (name: string): string =>
  readFileSync(`${goldenFolder('answers')}${name}.json`, 'utf8');

/** The cancel page's own answer. */
const canceled = readFileSync(
  new URL('../../providers/mollie/seed-order.json', import.meta.url),
  'utf8',
);

/** Orders of the other systems, by the name of their golden files. The clock is that of `answers`. */
export const otherOrders: Readonly<Record<string, Order>> = {
  'mollie-canceled': parseMollie(canceled),
  'mollie-shipping': parseMollie(answer('mollie-shipping')),
  'vtex-handling': parseVtex(answer('vtex-handling')),
};
