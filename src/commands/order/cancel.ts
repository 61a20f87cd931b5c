import type { Command } from 'commander';
import type { Context } from '../../context.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import type { Order } from '../../orders/order.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import { shellCommand } from '../../terminal/shell-word.ts';
import { noteAccount } from '../account-note.ts';
import { checkIdempotencyKey } from '../idempotency-key.ts';
import { addExamples } from '../options.ts';
import { printPlan } from '../print-plan.ts';
import { toolName, withRepeat } from '../repeat.ts';
import type { Verb } from '../verb.ts';
import { eachOrder } from './each-order.ts';
import { printOrder } from './print-order.ts';

export interface CancelOptions {
  yes?: boolean;
  dryRun?: boolean;
  idempotencyKey?: string;
}

export const cancel: Verb<CancelOptions> = {
  define(command: Command) {
    command
      .argument('<id...>', 'ids of orders (ORD…)')
      .option('-y, --yes', 'do not ask for confirmation')
      .option('--idempotency-key <key>', 'repeat an earlier cancel under its own key (one id only)')
      .option('--dry-run', 'print the request, send nothing');
    addExamples(command, [
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3',
      'mp-orders cancel ORD01J67CQQH5904WDBVZEM4JMEP3 --yes --field outcome',
    ]);
  },

  async run(context, ids, options) {
    const provider = await context.provider();
    ids.forEach((id) => provider.checkId(id));
    checkIdempotencyKey(options.idempotencyKey);
    if (options.idempotencyKey !== undefined && ids.length > 1) {
      throw usageError('--idempotency-key goes with one id: a key belongs to one request.');
    }
    if (options.dryRun !== true) await confirm(context, ids, options);
    return eachOrder(context, ids, async (id) => {
      const idempotencyKey = options.idempotencyKey ?? context.host.uuid();
      if (options.dryRun === true) {
        return printPlan(context, provider.planCancel(id, { idempotencyKey }));
      }
      const order = await cancelOne(context, provider, ids, id, idempotencyKey);
      await printOrder(context, order, {
        json: envelope(order),
        headline: 'Canceled.',
        one: ids.length === 1,
      });
    });
  },
};

async function cancelOne(
  context: Context,
  provider: OrderProvider,
  ids: readonly string[],
  id: string,
  idempotencyKey: string,
): Promise<Order> {
  const spinner = await context.io.spin(`Canceling ${id}`);
  try {
    return await provider.cancel(id, { idempotencyKey });
  } catch (error) {
    throw withRepeat(error, () => {
      const typed = context.argv.filter((word) => word === id || !ids.includes(word));
      const key = typed.some((word) => word.startsWith('--idempotency-key'));
      const words = key ? typed : [...typed, '--idempotency-key', idempotencyKey];
      return `${toolName(context)} ${shellCommand(words)}`;
    });
  } finally {
    spinner.stop();
  }
}

/** `cancel` says more than the order can: what was reached, beside the provider's own answer. */
function envelope({ provider, id, answer }: Order): string {
  const head = JSON.stringify({ outcome: 'canceled', provider, id });
  return `${head.slice(0, -1)},"answer":${answer}}`;
}

/** Asks once, on a terminal, before orders of a live account (or of one not known) are canceled. */
async function confirm(
  context: Context,
  ids: readonly string[],
  options: CancelOptions,
): Promise<void> {
  const { isLive, name } = await noteAccount(context);
  const mayBeLive = isLive && ids.some((id) => !id.startsWith('ORDTST'));
  if (options.yes === true || !mayBeLive || !context.io.canAsk) return;
  const what = ids.length === 1 ? `order ${ids[0]}` : `${ids.length} orders`;
  if (await context.io.confirm(`Cancel ${what} of ${name}?`)) return;
  throw new CliError(exitCodes.usage, 'not_confirmed', 'Not confirmed: nothing was sent.');
}
