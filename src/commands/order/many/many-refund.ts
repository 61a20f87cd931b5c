import type { Context } from '../../../session/context.ts';
import { confirmMany, planned } from './many-change.ts';
import type { Pace } from '../shared/pace.ts';
import { sendOneOfMany } from './many-send.ts';
import type { ManyWork } from './many-work.ts';
import { OpenChanges } from '../shared/open-changes.ts';
import { RequestedRefunds } from '../refund/requested.ts';
import { explainRefusal, refundOf, type RefundOptions } from '../refund.ts';
import { failureOf, reportRefund } from '../refund/report.ts';

/** Gives the whole payment back of each of many orders. */
export function refunding(context: Context, pace: Pace, options: RefundOptions): ManyWork {
  let open: Promise<OpenChanges> | undefined;
  let requested: Promise<RequestedRefunds> | undefined;
  return {
    needs: ['refund'],
    changes: true,
    begin: ({ system }) => confirmMany(context, system, 'Refund', pace, options),
    async act(provider, id) {
      const change = refundOf(context, provider, { id, parts: [] });
      if (options.dryRun === true) return planned(context, provider, change);
      const refunds = await (open ??= OpenChanges.read(context, 'refund'));
      refunds.check(id);
      const others = await (requested ??= RequestedRefunds.read(context));
      await others.check(provider, id);
      const at = context.now().toISOString();
      const reached = await sendOneOfMany(context, provider, change).catch((error: unknown) => {
        refunds.addLost(id, at, error);
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
