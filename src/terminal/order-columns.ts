import type { Order } from '../orders/order.ts';
import { moneyBack } from './money-back.ts';

/** The columns of an order off a terminal, tab-separated: part of the contract with scripts. */
export const orderColumns = [
  'id',
  'status',
  'status_detail',
  'total_amount',
  'currency',
  'external_reference',
  'created_date',
  'qr_data',
] as const;

/** What else an order has by one name in every order system. */
const otherColumns = [
  'provider',
  'type',
  'description',
  'external_pos_id',
  'mode',
  'total_paid_amount',
  'last_updated_date',
  'expires_at',
] as const;

const plain: readonly string[] = [...orderColumns, ...otherColumns];

/** The names under which `--columns`, `--field` and `--template` know the facts of an order. */
export const orderColumnNames: readonly string[] = [...plain, 'refunded_amount', 'left_amount'];

/** A fact of an order by the name of its column; undefined where the order does not tell it. */
export function orderColumn(order: Order, name: string): string | undefined {
  if (name === 'total_paid_amount') return order.total_paid_amount ?? moneyBack(order).paid;
  if (name === 'refunded_amount') return moneyBack(order).refunded;
  if (name === 'left_amount') return moneyBack(order).left;
  return plain.includes(name) ? order[name as (typeof orderColumns)[number]] : undefined;
}
