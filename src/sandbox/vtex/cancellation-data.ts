import type { VtexStore } from './accounts.ts';
import { zuluStamp } from './dates.ts';
import type { WireCancellationData, WireCancellationRequest } from './wire.ts';

/** A request to cancel, made at `ms` and not answered yet. */
export const newRequest = (
  id: string,
  ms: number,
  { reason = null, requestedByUser = false }: { reason?: string | null; requestedByUser?: boolean },
): WireCancellationRequest => ({
  id,
  reason,
  cancellationRequestDate: zuluStamp(ms),
  requestedByUser,
  deniedBySeller: false,
  deniedBySellerReason: null,
  cancellationRequestDenyDate: null,
});

type Requests = readonly WireCancellationRequest[] | null;

/** The requests, the last of them denied. */
export function denyLast(requests: Requests, ms: number): WireCancellationRequest[] {
  const last = requests?.at(-1);
  if (!last) return [];
  const denied = {
    ...last,
    deniedBySeller: true,
    deniedBySellerReason: 'The parcel has been handed over already.',
    cancellationRequestDenyDate: zuluStamp(ms),
  };
  return [...(requests ?? []).slice(0, -1), denied];
}

/** What an order that was canceled at `ms` says of it. */
export function cancellationData(
  requests: Requests,
  ms: number,
  keys: VtexStore['cancellationDataCase'],
): WireCancellationData {
  const { id = '', reason = null, requestedByUser = false } = requests?.at(-1) ?? {};
  if (keys === 'camel') {
    return { requestedByUser, reason, cancellationDate: zuluStamp(ms), cancellationRequestId: id };
  }
  return {
    RequestedByUser: requestedByUser,
    RequestedBySystem: false,
    RequestedBySellerNotification: false,
    RequestedByPaymentNotification: false,
    Reason: reason,
    CancellationDate: zuluStamp(ms),
  };
}
