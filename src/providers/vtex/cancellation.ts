import * as v from 'valibot';
import { parseWire } from '../wire-fields.ts';
import { sameStatus } from '../../orders/lifecycle.ts';
import type { CancelDenial, OrderDate } from '../../orders/order.ts';
import { flag, group, list, text, textOrNumber } from './fields.ts';

/** The fields of an order that tell of its being canceled, or of a seller who would not. */
export const cancellationFields = {
  cancelReason: text,
  // VTEX's pages write these keys both ways.
  cancellationData: group({
    Reason: text,
    reason: text,
    CancellationDate: textOrNumber,
    cancellationDate: textOrNumber,
  }),
  cancellationRequests: list({
    id: text,
    reason: text,
    cancellationRequestDate: textOrNumber,
    deniedBySeller: flag,
    deniedBySellerReason: text,
    cancellationRequestDenyDate: textOrNumber,
  }),
};

const cancellation = v.object(cancellationFields);

type Cancellation = v.InferOutput<typeof cancellation>;

/** Why it was canceled, or is to be. */
export function cancelReason(wire: Cancellation): string | undefined {
  const last = wire.cancellationRequests?.at(-1);
  const { cancellationData: data } = wire;
  return wire.cancelReason ?? data?.Reason ?? data?.reason ?? last?.reason;
}

/** The seller's no to the last request, as long as the order is not canceled anyway. */
export function cancelDenial(wire: Cancellation & { status: string }): CancelDenial | undefined {
  const last = wire.cancellationRequests?.at(-1);
  if (last?.deniedBySeller !== true || sameStatus(wire.status, 'canceled')) return undefined;
  return { reason: last.deniedBySellerReason, at: last.cancellationRequestDenyDate };
}

/** When it was last asked for, each time that it was denied, and when it was done, as far as it is told. */
export function cancelDates(wire: Cancellation): OrderDate[] {
  const { cancellationRequests: requests = [], cancellationData: data } = wire;
  return [
    ...date('Cancel requested at', requests.at(-1)?.cancellationRequestDate),
    ...requests.flatMap((one) => date('Cancel denied at', one.cancellationRequestDenyDate)),
    ...date('Canceled at', data?.CancellationDate ?? data?.cancellationDate),
  ];
}

export const date = (label: string, at: string | undefined): OrderDate[] =>
  at === undefined ? [] : [{ label, at }];

/** A cancel request that the seller denied. */
export interface Denial {
  /** The same one in every answer. */
  key: string;
  reason: string | undefined;
  /** ISO 8601; empty when it is not told. */
  at: string;
}

/** The requests that were denied, from the JSON text of an order. */
export function denialsOf(answer: string): Denial[] {
  const parsed = v.safeParse(cancellation, parseWire(answer));
  const requests = (parsed.success && parsed.output.cancellationRequests) || [];
  return requests.flatMap((request, place) => {
    if (request.deniedBySeller !== true) return [];
    const { id = place, cancellationRequestDenyDate: at = '' } = request;
    return [{ key: `${id} ${at}`, reason: request.deniedBySellerReason, at }];
  });
}
