import type { Context } from '../../../session/context.ts';
import { isBodyGone } from '../../../journal/identity.ts';
import type { TimedRequest } from '../../../journal/journal.ts';
import type { Order } from '../../../orders/order.ts';
import { refundOutcome, refundFinding } from '../../../orders/refund-outcome.ts';
import type { OrderProvider } from '../../../providers/order-system.ts';
import { amend } from '../../../session/journal-change.ts';
import type { Pace } from '../shared/pace.ts';
import { partsOfBody } from './parts.ts';
import { besidePending, refuseBesidePending } from './report.ts';
import { isKeyOver, timesNow } from '../shared/key-life.ts';

/** A refund that was taken in and was not through when it was last seen. */
type RequestedRefund = Pick<TimedRequest, 'id' | 'key' | 'at' | 'provider_at' | 'body'> &
  Partial<Pick<TimedRequest, 'method' | 'path' | 'content'>>;

/**
 * The refunds that the journal knows as requested, by their orders, and those of this run. Nothing
 * is sent beside one that is still on its way.
 */
export class RequestedRefunds {
  readonly #byOrder = new Map<string, RequestedRefund[]>();

  private constructor(private readonly context: Context) {}

  /**
   * Reads those of an order before each of a few, for one may take long; those of all before the first
   * of many, once. Throws CliError: the journal cannot be read.
   */
  static reader(context: Context, { isMany }: Pace): (order: string) => Promise<RequestedRefunds> {
    let all: Promise<RequestedRefunds> | undefined;
    return (order) =>
      isMany ? (all ??= RequestedRefunds.#read(context)) : RequestedRefunds.#read(context, order);
  }

  static async #read(context: Context, order?: string): Promise<RequestedRefunds> {
    const requested = new RequestedRefunds(context);
    const holding = JSON.stringify(order ?? 'requested');
    for await (const { sent, settled } of (await context.journal()).history({ holding })) {
      const isOne = sent.action === 'refund' && settled?.outcome === 'requested';
      if (isOne && sent.order !== undefined) requested.add(sent.order, sent);
    }
    return requested;
  }

  add(order: string, one: RequestedRefund): void {
    this.#byOrder.set(order, [...(this.#byOrder.get(order) ?? []), one]);
  }

  /**
   * Looks at an order that has one, and throws exit 6 while that is on its way or cannot be read. What
   * is through is told to the journal. One under this very key is no other.
   */
  async check(provider: OrderProvider, id: string, key?: string): Promise<void> {
    const others = await this.#others(id, key);
    if (others.length === 0) return;
    const { context } = this;
    const order = await provider.get(id).catch(() => undefined);
    const times = timesNow(context, provider); // by the answer to this read, for one
    const mayCome = (one: RequestedRefund) => !isKeyOver(provider.system, 'refund', one, times);
    const isUnseen = order === undefined || (showsNone(order) && others.some(mayCome));
    if (isUnseen) throw besidePending(context, provider.system, id, []);
    refuseBesidePending(context, provider.system, order);
    for (const other of others) {
      const outcome = showsNone(order)
        ? 'not_done'
        : isBodyGone(other)
          ? 'unknown'
          : refundOutcome(order, partsOfBody(other.body)).outcome;
      // Which of the order's refunds it is may be told by nothing: all of them are final.
      if (outcome === 'unknown') continue;
      await amend(context, provider, other, { outcome, order: id, status: order.status });
    }
    this.#byOrder.delete(id);
  }

  /** The others of this order, as the journal has them now: another process may have followed one meanwhile. */
  async #others(id: string, key: string | undefined): Promise<RequestedRefund[]> {
    const others = (this.#byOrder.get(id) ?? []).filter((one) => one.key !== key);
    const journal = await this.context.journal();
    const still: RequestedRefund[] = [];
    for (const other of others) {
      const sendings = (await journal.find(other.key)).filter(({ sent }) => sent.id === other.id);
      if (sendings.some(({ settled }) => settled?.outcome === 'requested')) still.push(other);
    }
    return still;
  }
}

/** A refund that shows nowhere may come yet while its key is known, and was never done after that. */
const showsNone = (order: Order): boolean =>
  (order.refunds ?? []).length === 0 && refundFinding(order, []) === 'not_done';
