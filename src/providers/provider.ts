import type { Account, Order } from '../orders/order.ts';

/** What is needed to send a change so that repeating it is safe. */
export interface Change {
  /** Goes out as the provider's idempotency key: the same for every attempt, and for a repeat. */
  idempotencyKey: string;
}

/** A change as it would be sent, for `--dry-run`. No credentials. */
export interface PlannedRequest {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  body?: string;
}

/**
 * What an order system can do. All methods throw `CliError`: exit code 7 when nothing was changed
 * for sure, 8 when a change was sent and its outcome is not known.
 */
export interface OrderProvider {
  readonly name: string;
  /** Throws a usage error unless this can be the id of an order here. */
  checkId(id: string): void;
  get(id: string): Promise<Order>;
  /** `body` is the JSON text of a whole request, checked already. */
  create(body: string, change: Change): Promise<Order>;
  planCreate(body: string, change: Change): PlannedRequest;
  cancel(id: string, change: Change): Promise<Order>;
  planCancel(id: string, change: Change): PlannedRequest;
  /** Whose credentials these are. */
  whoami(): Promise<Account>;
}
