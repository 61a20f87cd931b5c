import { percentDecoded } from '../../../percent-encoding.ts';
import { sentence, type Text } from '../../../language/sentence.ts';
import type { Context } from '../../../session/context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import { notKnownYet } from '../../../session/journal-notes.ts';
import { nextCommand } from '../../../session/next-command.ts';
import type { TimedRequest } from '../../../journal/journal.ts';
import type { Pace } from './pace.ts';

/** A change without a known outcome. */
interface OpenChange {
  /** Undefined for one of this run, of a system that takes no keys. */
  key: string | undefined;
  /** ISO 8601. */
  at: string;
}

/** What a request of the journal changes of an order: one of `api` says so by its method and path. */
function changeOf({
  action,
  order,
  method,
  path,
}: TimedRequest): { action: string; order: string } | undefined {
  if (action === 'api') return changeOfCall({ method, path });
  return order === undefined ? undefined : { action, order };
}

/**
 * The cancel or the refund that a request to any endpoint is, of an order that its path names; undefined
 * for others. The paths are those of all three systems: `POST …/orders/{id}/refund` and `…/cancel`
 * (Mercado Pago, VTEX), `POST …/orders/{id}/refunds`, `DELETE …/orders/{id}` and `…/lines` (Mollie).
 */
export function changeOfCall({
  method,
  path,
}: Pick<TimedRequest, 'method' | 'path'>):
  { action: keyof typeof dangers; order: string } | undefined {
  const [, order, rest = ''] = /\/orders\/([^/?]+)(?:\/([a-z]+))?\/?(?:\?|$)/.exec(path) ?? [];
  if (order === undefined) return undefined;
  const isRefund = method === 'POST' && ['refund', 'refunds'].includes(rest);
  const isCancel =
    (method === 'POST' && rest === 'cancel') ||
    (method === 'DELETE' && ['', 'lines'].includes(rest));
  if (!isRefund && !isCancel) return undefined;
  return { action: isRefund ? 'refund' : 'cancel', order: percentDecoded(order) };
}

/** What another one could do. */
const dangers = {
  refund: sentence('Settle that one first: another refund could give the money back twice.'),
  cancel: sentence(
    'Settle that one first: another cancel could cancel more, or confirm the first.',
  ),
} as const;

/**
 * The changes of one kind whose outcome is unknown, by their orders: those of earlier runs, as the
 * journal has them at the beginning, and those of this one. While one is open, another of the same
 * order could do the same thing once more.
 */
export class OpenChanges {
  readonly #byOrder = new Map<string, OpenChange>();

  private constructor(
    private readonly context: Context,
    private readonly action: keyof typeof dangers,
  ) {}

  /**
   * Reads them before each of a few orders, for one may take long; before the first of many, once.
   * Throws CliError: the journal cannot be read.
   */
  static reader(
    context: Context,
    action: keyof typeof dangers,
    { isMany }: Pick<Pace, 'isMany'>,
  ): () => Promise<OpenChanges> {
    let read: Promise<OpenChanges> | undefined;
    return () => {
      if (!isMany) read = undefined;
      return (read ??= OpenChanges.#read(context, action));
    };
  }

  static async #read(context: Context, action: keyof typeof dangers): Promise<OpenChanges> {
    const open = new OpenChanges(context, action);
    for (const { sent } of await (await context.journal()).unsettled()) {
      const change = changeOf(sent);
      if (change?.action === action) open.add(change.order, sent);
    }
    return open;
  }

  /** The first that was sent of an order is the one to settle. */
  add(order: string, { key, at }: OpenChange): void {
    if (!this.#byOrder.has(order)) this.#byOrder.set(order, { key, at });
  }

  /** The same order may come once more in the same input: adds what was sent at `at` and lost. */
  addLost(order: string, at: string, error: unknown): void {
    if (!(error instanceof CliError) || error.exitCode !== exitCodes.outcomeUnknown) return;
    this.add(order, { key: error.facts.idempotencyKey, at });
  }

  /** Throws exit 8 for an order that has one, unless it is under this key; nothing was sent then. */
  check(order: string, key?: string): void {
    const open = this.#byOrder.get(order);
    if (open === undefined || (key !== undefined && open.key === key)) return;
    throw new CliError(exitCodes.outcomeUnknown, 'outcome_unknown', this.#sentence(order, open), {
      hint: dangers[this.action],
      ...this.#facts(open),
    });
  }

  /**
   * An error of this attempt. Where the system was not reached, and an earlier change of the order is
   * open, it is exit 8 in place of 7: this attempt changed nothing, but that one may have.
   */
  static async unreached(
    read: () => Promise<OpenChanges>,
    order: string,
    error: unknown,
  ): Promise<unknown> {
    if (!(error instanceof CliError) || error.exitCode !== exitCodes.unreachable) return error;
    const changes = await read();
    const open = changes.#byOrder.get(order);
    if (open === undefined) return error;
    return error.with({
      exitCode: exitCodes.outcomeUnknown,
      code: 'outcome_unknown',
      cause: error,
      message: changes.#sentence(order, open),
      details: error.sentences,
      hint: sentence('This attempt changed nothing. Settle the earlier one first.'),
      ...changes.#facts(open),
    });
  }

  #sentence(order: string, { at }: OpenChange): Text {
    return notKnownYet(this.action, { order, at });
  }

  #facts({ key }: OpenChange) {
    const next = [
      nextCommand(this.context, ['order', 'resume', ...(key === undefined ? [] : [key])]),
    ];
    return { next, idempotencyKey: key };
  }
}
