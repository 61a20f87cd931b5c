import type { CancelLine } from '../orders/cancel-line.ts';
import type {
  Cancellation,
  CancelOutcome,
  CancelSeen,
  SentCancel,
} from '../orders/cancel-outcome.ts';
import type { Account, Order } from '../orders/order.ts';
import type { RefundPart } from '../orders/refund-outcome.ts';
import type { ProviderClock } from './provider-clock.ts';
import type { OnOdd } from './entries.ts';
import type { OrderSystem } from './system.ts';

export type { CancelLine } from '../orders/cancel-line.ts';
export type { RefundPart } from '../orders/refund-outcome.ts';

/** What is needed to send a change so that repeating it is safe. */
export interface Change {
  /** Goes out as the provider's idempotency key: the same for every attempt, and for a repeat. */
  idempotencyKey: string;
  /** An earlier run sent it under this key, and does not know what came of that. */
  afterLost?: boolean;
}

/** A change as it would be sent, for `--dry-run`. No credentials. */
export interface PlannedRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/** What to cancel, and how. */
export interface CancelRequest extends Change {
  /** These lines only; the whole order when left out. */
  lines?: readonly CancelLine[];
  reason?: string;
  /** Send also the second request, where one is needed that confirms the first. */
  confirmSecond?: boolean;
}

export interface OrderQuery {
  begin: Date;
  end: Date;
  external_reference?: string;
  status?: string;
  type?: string;
  /** Told of entries that are no orders; without it, the first of them is an error. */
  onOdd?: OnOdd;
}

export interface PosQuery {
  external_id?: string;
  /** As in an OrderQuery. */
  onOdd?: OnOdd;
}

/** A point of sale. One that was made in the panel has no `external_id` until it is given one. */
export interface Pos {
  id: string;
  name?: string;
  external_id?: string;
  store_id?: string;
  /** Where a picture of its printed code is. */
  qr_image?: string;
  /** The JSON text of the answer. */
  answer: string;
}

/** A request to an endpoint that has no method of its own. */
export interface Call {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Begins with a slash; may hold a query. */
  path: string;
  /** JSON text. */
  body?: string;
  /** Of a change. */
  idempotencyKey?: string;
  /** Whether the endpoint is known to honour the key, so that a lost request may be sent again. */
  repeatable: boolean;
  /** As in a Change. */
  afterLost?: boolean;
}

/**
 * A client of an order system. What its system cannot do (see `cannot` in system.ts) is not asked
 * of it. All methods throw `CliError`: exit code 7 when nothing was changed
 * for sure, 8 when a change was sent and its outcome is not known.
 */
export interface OrderProvider {
  readonly system: OrderSystem;
  /** What time it is there; undefined where its clock is ours (the sandbox in process). */
  readonly clock?: ProviderClock;
  get(id: string): Promise<Order>;
  /** `body` is the JSON text of a whole request, checked already. */
  create(body: string, change: Change): Promise<Order>;
  planCreate(body: string, change: Change): PlannedRequest;
  /**
   * Cancels, and says what was reached. A refusal is thrown; one for the state that the order is in
   * is marked `stateConflict`.
   */
  cancel(id: string, request: CancelRequest): Promise<Cancellation>;
  planCancel(id: string, request: CancelRequest): PlannedRequest;
  /** What came of a cancel that was only a request, by the looks at the order since. */
  cancelProgress(history: readonly Order[]): CancelOutcome;
  /** What came of a cancel that got no answer, by the order as it stands now. */
  cancelSeen(order: Order, sent: SentCancel): CancelSeen;
  /** Gives money back: all of it, or the parts named. */
  refund(id: string, parts: readonly RefundPart[], change: Change): Promise<Order>;
  planRefund(id: string, parts: readonly RefundPart[], change: Change): PlannedRequest;
  /** Orders by date and more, newest first; pages are read as they are taken. */
  search(query: OrderQuery): AsyncIterable<Order>;
  /** The points of sale, of one external_id or all; pages are read as they are taken. */
  listPos(query: PosQuery): AsyncIterable<Pos>;
  /** Whose credentials these are. */
  whoami(): Promise<Account>;
  /** Any other request, with this provider's credentials, retries and tracing; the answer's body. */
  call(request: Call): Promise<string>;
  planCall(request: Call): PlannedRequest;
}
