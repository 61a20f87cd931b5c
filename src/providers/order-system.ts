import type { Text } from '../language/sentence.ts';
import type { CancelLine } from '../orders/cancel-line.ts';
import type {
  Cancellation,
  CancelOutcome,
  CancelFinding,
  SentCancel,
} from '../orders/cancel-outcome.ts';
import type { Lifecycle } from '../orders/lifecycle.ts';
import type { Account, Order } from '../orders/order.ts';
import type { RefundPart } from '../orders/refund-outcome.ts';
import type { SystemWords } from '../system-words.ts';
import type { OnOdd } from './entries.ts';
import type { JudgedRequest, MoneyEffect } from './money-effect.ts';
import type { ProviderClock } from './provider-clock.ts';
import type { ShellSecrets } from './transport/curl-line.ts';
import type { HttpOptions } from './transport/http.ts';
import type { RetryOptions } from './transport/retry.ts';

export type { CancelLine } from '../orders/cancel-line.ts';
export type { RefundPart } from '../orders/refund-outcome.ts';

/** What not every order system has. */
export type Ability =
  | 'create'
  | 'refund'
  | 'partial_refund'
  | 'list'
  | 'search_reference'
  | 'search_type'
  | 'pos'
  | 'cancel_lines'
  | 'cancel_reason'
  | 'second_cancel'
  /** Repeating a cancel under a key of one's own. */
  | 'cancel_key'
  | 'testmode';

/** Something that a system cannot do, in whole sentences. */
export interface Inability {
  /** That it cannot, and why. */
  why: Text;
  /** What to do. */
  instead: Text;
}

/** A secret that signing in takes, by the name under which a profile keeps it. */
export interface SecretField {
  name: string;
  /** The environment variable that goes before the profile. */
  variable: string;
  /** For the prompt: `Access token`. */
  label: string;
  /** For hints: `APP_USR-…`. */
  example: string;
}

/** Something that is no secret, and belongs to an account: a flag of `auth login`, kept in the profile. */
export interface AccountField {
  name: string;
  variable: string;
  /** Without the dashes. */
  flag: string;
  /** For the help of `auth login`. */
  summary: string;
}

/** The values of an account's fields, secret and not, by name. */
export type Keys = Readonly<Record<string, string>>;

export interface ClientOptions {
  keys: Keys;
  http: Omit<HttpOptions, 'headers'>;
  userAgent: string;
  retry: RetryOptions;
}

/**
 * An order system as the tool knows it before it talks to it: light, for every command looks at it.
 * One folder under providers/ holds one, and registry.ts lists them.
 */
export interface OrderSystem {
  /** As `--provider` names it, and profiles do. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Whether a shop's reference may have the shape of its ids: then the text is looked for as both. */
  readonly idsLikeReferences?: true;
  /** Whether an id is of this system's own shape, which no other has. */
  ownsId(id: string): boolean;
  /** The ids of its own shape in any text, in the spelling that it has for them. */
  idsIn(text: string): string[];
  /** The id that was meant by one that was misread, where its letters tell. */
  likelyId?(id: string): string | undefined;
  /** The form of all ids that may have been misread as this one. */
  misreadForm?(id: string): RegExp | undefined;
  /** Such ids that it may still serve at `now`, the likeliest first; there may be hundreds. */
  misreadIds?(id: string, now: Date): Iterable<string>;
  /** Throws a usage error unless this can be the id of an order here. */
  checkId(id: string): void;
  /** Whether an id tells that no money is in its order. */
  isTestId(id: string): boolean;
  readonly lifecycle: Lifecycle;
  /** How long it knows an idempotency key, in ms; 0 where it takes none. */
  readonly keyLifetimeMs: Readonly<Record<'create' | 'cancel' | 'refund', number>>;
  /**
   * The methods whose requests to any endpoint may have a key that it honours, and how long it knows that,
   * in ms; undefined where it honours none.
   */
  readonly callKeys?: { readonly methods: readonly string[]; readonly lifetimeMs: number };
  readonly cannot: Readonly<Partial<Record<Ability, Inability>>>;
  readonly secrets: readonly SecretField[];
  readonly fields: readonly AccountField[];
  /** The headers that carry them, in lower case: `{ authorization: 'Bearer $MP_ACCESS_TOKEN' }`. */
  readonly secretHeaders: ShellSecrets;
  /**
   * Which cancels are sent only when no earlier one of the order is open: carried out as well, it would
   * cancel more (lines), or confirm the first.
   */
  readonly oneCancelAtATime?: 'of_lines' | 'always';
  /** How long a refund takes that was requested, where that is more than a moment; a sentence. */
  readonly refundNote?: Text;
  /** What else is said once, at sign-in. */
  readonly loginNote?: Text;
  /** The words for its statuses, where the catalogue (`explain/`) has none. */
  readonly words?: () => Promise<SystemWords>;
  /** What an empty list does not prove. */
  readonly emptyListNotes: readonly Text[];
  /**
   * Fills in what can be told of keys by themselves (an account named in them), and throws a usage
   * error when they cannot be this system's: too few, or of another shape.
   */
  completeKeys(keys: Keys): Keys;
  /** Whether keys are of a test account, as far as they tell. */
  isTestAccount(keys: Keys): boolean | undefined;
  /** Whose keys these are, where they tell: the same for a renewed key of the same account. */
  accountOf(keys: Keys): string | undefined;
  baseUrl(keys: Keys): string;
  /** The one currency of an account's orders (ISO 4217); undefined where it is not told, or there are several. */
  currencyOf?(account: Account): string | undefined;
  /** What a change moves; left out, nobody can tell of any, and no ceiling lets one through. */
  moneyEffect?(request: JudgedRequest): Promise<MoneyEffect>;
  connect(options: ClientOptions): Promise<OrderProvider>;
  /** An order from the JSON text of one; throws when it is none. */
  parseOrder(answer: string): Promise<Order>;
}

/** What is needed to send a change so that repeating it is safe. */
export interface Change {
  /** Goes out as the provider's idempotency key: the same for every attempt, and for a repeat. */
  idempotencyKey: string;
  /** An earlier run sent it under this key, and does not know the outcome. */
  afterLost?: boolean;
  /**
   * In ms since 1970 by this machine's clock: from then on the key may be forgotten, and what may have
   * arrived is not sent again under it.
   */
  keyUntil?: number | undefined;
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
  /** When the last cancel of it was sent that was taken in, as the journal has it: ISO 8601. */
  askedAt?: string | undefined;
}

export interface OrderQuery {
  begin: Date;
  end: Date;
  external_reference?: string;
  status?: string;
  type?: string;
  /** Told of entries that are no orders; without it, the first of them is an error. */
  onOdd?: OnOdd;
  /** Told where the answers spoke of more orders than they held, all pages read. */
  onShort?: (short: ShortList) => void;
}

/** A list that holds less than it says. */
export interface ShortList {
  counted: number;
  given: number;
}

export interface PosQuery {
  external_id?: string;
  /** As in an OrderQuery. */
  onOdd?: OnOdd;
}

/** What a payment that was looked up by its number tells of its order. */
export interface PaymentFacts {
  /** The order's, as far as the payment tells. */
  external_reference?: string;
  /** When it was made (ISO 8601). */
  at?: string;
  /** When the money came in (ISO 8601). */
  approved_at?: string;
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
  keyUntil?: number | undefined;
}

/**
 * What the guard rails of an account let through. Throws a usage error for what they do not, and what
 * comes of reading what they need to know: nothing was sent.
 */
export interface Guard {
  /** A change of any kind. */
  allowChanges(): Promise<void>;
  /** This very request. */
  allow(request: Pick<PlannedRequest, 'method' | 'url' | 'body'>): Promise<void>;
}

/**
 * A client of an order system. What its system cannot do (see `cannot`) is not asked
 * of it. All methods throw `CliError`: exit code 7 when nothing was changed
 * for sure, 8 when a change was sent and its outcome is not known.
 */
export interface OrderProvider {
  readonly system: OrderSystem;
  /** Lets changes through, or not; undefined where the account has no guard rails. */
  readonly guard?: Guard;
  /** What time it is there; undefined where its clock is ours (the sandbox in process). */
  readonly clock?: ProviderClock;
  get(id: string): Promise<Order>;
  /** The request that reads an order, for a user who repeats it by other means. */
  planGet?(id: string): PlannedRequest;
  /** `body` is the JSON text of a whole request, checked already. */
  create(body: string, change: Change): Promise<Order>;
  planCreate(body: string, change: Change): PlannedRequest;
  /**
   * Cancels, and says what was reached. A refusal is thrown; one for the state that the order is in
   * is marked `stateConflict`.
   */
  cancel(id: string, request: CancelRequest): Promise<Cancellation>;
  planCancel(id: string, request: CancelRequest): PlannedRequest;
  /** The outcome of a cancel that was only a request, by the looks at the order since. */
  cancelProgress(history: readonly Order[]): CancelOutcome;
  /** The outcome of a cancel that got no answer, by the order as it stands now. */
  cancelFinding(order: Order, sent: SentCancel): CancelFinding;
  /** Gives money back: all of it, or the parts named. */
  refund(id: string, parts: readonly RefundPart[], change: Change): Promise<Order>;
  planRefund(id: string, parts: readonly RefundPart[], change: Change): PlannedRequest;
  /** Orders by date and more, newest first; pages are read as they are taken. */
  search(query: OrderQuery): AsyncIterable<Order>;
  /** The points of sale, of one external_id or all; pages are read as they are taken. */
  listPos(query: PosQuery): AsyncIterable<Pos>;
  /**
   * The payment of an operation number, as it stands on a receipt; undefined where this account has
   * none. Systems without such numbers leave it out.
   */
  payment?(number: string): Promise<PaymentFacts | undefined>;
  /** Whose credentials these are. */
  whoami(): Promise<Account>;
  /** Any other request, with this provider's credentials, retries and tracing; the answer's body. */
  call(request: Call): Promise<string>;
  planCall(request: Call): PlannedRequest;
}

/**
 * A token as it may stand in a header; what cannot would come back in an error message of fetch. A
 * quote is of the line that it was copied from: `docker --env-file` keeps those of `.env` files.
 */
export const isToken = (text: string): boolean =>
  /^[\x21-\x7e]+$/.test(text) && !/["'`]/.test(text);
