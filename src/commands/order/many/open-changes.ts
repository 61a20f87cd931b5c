import type { Context } from '../../../context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import { nextCommand } from '../../repeat.ts';

/** A refund of which nobody knows what came. */
interface OpenRefund {
  key: string;
  /** ISO 8601. */
  at: string;
}

/**
 * The refunds of unknown outcome, by their orders: those of earlier runs, as the journal has them at
 * the beginning, and those of this one. Another refund of such an order could give its money back twice.
 */
export class OpenRefunds {
  readonly #byOrder = new Map<string, OpenRefund>();

  private constructor(private readonly context: Context) {}

  /** Throws CliError: the journal cannot be read. */
  static async read(context: Context): Promise<OpenRefunds> {
    const open = new OpenRefunds(context);
    for (const { sent } of await (await context.journal()).unsettled()) {
      if (sent.action === 'refund' && sent.order !== undefined) open.add(sent.order, sent);
    }
    return open;
  }

  /** The first that was sent of an order is the one to settle. */
  add(order: string, { key, at }: OpenRefund): void {
    if (!this.#byOrder.has(order)) this.#byOrder.set(order, { key, at });
  }

  /** Throws exit 8 for an order that has one, unless it is under this key; nothing was sent then. */
  check(order: string, key?: string): void {
    const open = this.#byOrder.get(order);
    if (open === undefined || open.key === key) return;
    const message = `A refund of ${order} was sent at ${open.at}, and what came of it is not known.`;
    throw new CliError(exitCodes.outcomeUnknown, 'outcome_unknown', message, {
      hint: 'Settle that one first: another refund could give the money back twice.',
      next: [nextCommand(this.context, ['order', 'resume', open.key])],
      idempotencyKey: open.key,
    });
  }
}
