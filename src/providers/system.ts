import type { Lifecycle } from '../orders/lifecycle.ts';
import type { Order } from '../orders/order.ts';
import type { HttpOptions } from './http.ts';
import type { OrderProvider } from './provider.ts';
import type { RetryOptions } from './retry.ts';
import type { ShellSecrets } from './curl-line.ts';

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
  why: string;
  /** What to do. */
  instead: string;
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
 * One folder under providers/ holds one, and systems.ts lists them.
 */
export interface OrderSystem {
  /** As `--provider` names it, and profiles do. */
  readonly name: string;
  /** For people. */
  readonly title: string;
  /** Whether an id is of this system's own shape, which no other has. */
  ownsId(id: string): boolean;
  /** Throws a usage error unless this can be the id of an order here. */
  checkId(id: string): void;
  /** Whether an id tells that no money is in its order. */
  isTestId(id: string): boolean;
  readonly lifecycle: Lifecycle;
  /** How long it knows an idempotency key, in ms; 0 where it takes none. */
  readonly keyLifetimeMs: Readonly<Record<'create' | 'cancel' | 'refund', number>>;
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
  readonly refundNote?: string;
  /** What else is to be known, once, when somebody signs in. */
  readonly loginNote?: string;
  /** What an empty list does not prove. */
  readonly emptyListNotes: readonly string[];
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
  connect(options: ClientOptions): Promise<OrderProvider>;
  /** An order from the JSON text of one; throws when it is none. */
  parseOrder(answer: string): Promise<Order>;
}

/** A token as it may stand in a header; what cannot would come back in an error message of fetch. */
export const isToken = (text: string): boolean => /^[\x21-\x7e]+$/.test(text);
