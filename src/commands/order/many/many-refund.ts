import type { Context } from '../../../context.ts';
import { CliError, exitCodes } from '../../../errors.ts';
import { confirmMany, planned } from './many-change.ts';
import type { Pace } from './many-options.ts';
import { sendOneOfMany } from './many-send.ts';
import type { ManyWork } from './many-work.ts';
import { OpenRefunds } from './open-refunds.ts';
import { RequestedRefunds } from './requested-refunds.ts';
import { explainRefusal, refundOf, type RefundOptions } from '../refund.ts';
import { failureOf, reportRefund } from '../report-refund.ts';

/** Gives the whole payment back of each of many orders. */
export function refunding(context: Context, pace: Pace, options: RefundOptions): ManyWork {
  let open: Promise<OpenRefunds> | undefined;
  let requested: Promise<RequestedRefunds> | undefined;
  return {
    needs: ['refund'],
    changes: true,
    begin: ({ system }) => confirmMany(context, system, 'Refund', pace, options),
    async act(provider, id) {
      const change = refundOf(context, provider, { id, parts: [] });
      if (options.dryRun === true) return planned(context, provider, change);
      const refunds = await (open ??= OpenRefunds.read(context));
      refunds.check(id);
      const others = await (requested ??= RequestedRefunds.read(context));
      await others.check(provider, id);
      const at = context.now().toISOString();
      const reached = await sendOneOfMany(context, provider, change).catch((error: unknown) => {
        noteLost(refunds, at, id, error);
        return explainRefusal(context, provider, id, error);
      });
      const { outcome, answer, key, sentId } = reached;
      if (outcome === 'requested') others.add(id, { key, at, id: sentId });
      return {
        outcome,
        print: () => reportRefund(context, provider.system, reached, { one: false }),
        document: { outcome, provider: provider.system.name, id, answer },
        error: failureOf(context, provider.system, reached),
      };
    },
  };
}

/** The same order may come once more in the same input. */
function noteLost(refunds: OpenRefunds, at: string, id: string, error: unknown): void {
  if (!(error instanceof CliError) || error.exitCode !== exitCodes.outcomeUnknown) return;
  const { idempotencyKey: key } = error.facts;
  if (key !== undefined) refunds.add(id, { key, at });
}
