import { findStore, type VtexStore } from './accounts.ts';
import { stamp, zuluStamp } from './dates.ts';
import { notCancelable } from './errors.ts';
import { factsOf, type Status } from './statuses.ts';
import type {
  Cancellation,
  OrderRecord,
  WireOrder,
  WireCancellationRequest,
  WireCancellationData,
} from './wire.ts';
import { withStatus } from './with-status.ts';

/** What a cancel request says, and the id that it gets. */
interface CancelRequest {
  id: string;
  reason?: string | null;
  requestedByUser?: boolean;
}

// Assumption: each of the steps takes a third of the time that the seller takes, and canceling one
// such third when no seller is left to ask. VTEX says of neither how long it lasts.
const steps = 3;

// The guide on canceling: in the window the order is canceled without asking the seller, who may say
// no at any other time. Assumption: also before the payment, and back to the status it had.
const mayDeny = ({ order, seller }: OrderRecord): boolean =>
  seller.denies && order.status !== 'window-to-cancel';

/**
 * The order as GET gives it at `now`. What a cancellation has come to is worked out on reading and
 * never written, so it needs no timer and no process that happens to run at the right moment.
 */
export function orderAt(record: OrderRecord, now: Date): WireOrder {
  const { order, cancellation, seller } = record;
  if (!cancellation) return order;
  const { phase, since } = cancellation;
  const passed = now.getTime() - since;
  const step = Math.floor(seller.delayMs / steps);
  if (phase === 'confirmed') {
    return passed < step ? withStatus(order, 'cancel', since) : canceled(record, since + step);
  }
  const answered = passed >= seller.delayMs;
  if (answered && mayDeny(record)) return denied(record, since + seller.delayMs);
  if (phase === 'waiting') return withStatus(order, 'cancellation-requested', since);
  if (answered) return canceled(record, since + seller.delayMs);
  if (passed < step) return withStatus(order, 'request-cancel', since);
  const isAsking = passed < 2 * step || mayDeny(record);
  return isAsking
    ? withStatus(order, 'cancellation-requested', since + step)
    : withStatus(order, 'cancel', since + 2 * step);
}

/** The record with what time has done to it written down, if its cancellation is over. */
function settle(record: OrderRecord, now: Date): OrderRecord {
  const order = orderAt(record, now);
  const isOver = order.status === 'canceled' || order.status === record.order.status;
  const { cancellation, ...rest } = record;
  return cancellation && isOver ? { ...rest, order } : record;
}

/**
 * A cancel request, carried out. Each one counts: what comes after the first confirms it, whether
 * it was meant to or not. Throws a Refusal when the status does not allow it.
 */
export function requestCancel(record: OrderRecord, request: CancelRequest, now: Date): OrderRecord {
  const settled = settle(record, now);
  const { status } = orderAt(settled, now);
  const rule = factsOf(status).cancel;
  if (rule === 'never') throw notCancelable(status);
  if (rule === 'confirms') return begin(settled, 'confirmed', now);
  return begin(withRequest(settled, request, now), rule === 'twice' ? 'waiting' : 'asked', now);
}

/**
 * Puts an order in a status, as customers, the seller and time would. `id` is for the request that
 * has gone before, where there is none yet and the status needs one.
 */
export function moveOrder(record: OrderRecord, status: Status, id: string, now: Date): OrderRecord {
  const settled = settle(record, now);
  const phase = phases[status];
  if (phase) return begin(withCancelRequested(cancelable(settled, now), id, now), phase, now);
  const needsRequest = status === 'canceled' || status === 'cancellation-request-denied';
  const { cancellation, ...rest } = needsRequest ? withCancelRequested(settled, id, now) : settled;
  const ms = now.getTime();
  if (status === 'canceled') return { ...rest, order: canceled(rest, ms) };
  const isDenied = (needsRequest || cancellation) && factsOf(status).cancel !== 'never';
  const order = isDenied ? withDenial(rest.order, ms) : rest.order;
  return { ...rest, order: withStatus(order, status, ms) };
}

/** Stops an order where it is: the workflow has an error that no retry of its own will solve. */
export function breakWorkflow(record: OrderRecord, now: Date): OrderRecord {
  const { account, seller } = record;
  const lastChange = stamp(now.getTime());
  return {
    account,
    seller,
    order: { ...orderAt(record, now), workflowIsInError: true, lastChange },
  };
}

/** The statuses that time leads on from. */
const phases: Partial<Record<Status, Cancellation['phase']>> = {
  'request-cancel': 'asked',
  'cancellation-requested': 'waiting',
  cancel: 'confirmed',
};

// Assumption: asking again for an order that is in error starts its workflow again.
const begin = (record: OrderRecord, phase: Cancellation['phase'], now: Date): OrderRecord => ({
  ...record,
  order: { ...record.order, workflowIsInError: false },
  cancellation: { phase, since: now.getTime() },
});

const withRequest = (record: OrderRecord, request: CancelRequest, now: Date): OrderRecord => {
  const requests = record.order.cancellationRequests ?? [];
  const cancellationRequests = [...requests, newRequest(request.id, now.getTime(), request)];
  return { ...record, order: { ...record.order, cancellationRequests } };
};

/** The record with a request that is open: the one that is, or a new one. */
const withCancelRequested = (record: OrderRecord, id: string, now: Date): OrderRecord =>
  record.cancellation ? record : withRequest(record, { id }, now);

/** An order that a cancellation can start from, and that the seller can put back there. */
function cancelable(record: OrderRecord, now: Date): OrderRecord {
  const rule = factsOf(record.order.status).cancel;
  if (rule === 'once' || rule === 'twice') return record;
  return { ...record, order: withStatus(record.order, 'handling', now.getTime()) };
}

const withDenial = (order: WireOrder, ms: number): WireOrder => ({
  ...order,
  cancellationRequests: denyLast(order.cancellationRequests, ms),
});

const denied = ({ order }: OrderRecord, ms: number): WireOrder =>
  withStatus(withDenial(order, ms), order.status, ms);

function canceled({ account, order }: OrderRecord, ms: number): WireOrder {
  const { cancellationRequests: requests } = order;
  return {
    ...withStatus(order, 'canceled', ms),
    cancelReason: requests?.at(-1)?.reason ?? null,
    cancellationData: cancellationData(requests, ms, findStore(account).cancellationDataCase),
  };
}

/** A request to cancel, made at `ms` and not answered yet. */
const newRequest = (
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
function denyLast(requests: Requests, ms: number): WireCancellationRequest[] {
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
function cancellationData(
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
