import type { Context } from '../../../session/context.ts';
import { isOneOf } from '../../../orders/lifecycle.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import type { Ability } from '../../../providers/system.ts';
import { planNotes } from '../cancel-plan.ts';
import type { CancelOptions, CancelWhat } from '../cancel/request.ts';
import { cancelOf } from '../cancel.ts';
import { knownCanceled } from './known-canceled.ts';
import { confirmMany, planned } from './many-change.ts';
import type { Pace } from '../shared/pace.ts';
import { sendOneOfMany } from './many-send.ts';
import type { Acted, ManyWork } from './many-work.ts';
import { OpenChanges } from '../shared/open-changes.ts';
import {
  failureOf,
  reachedBy,
  reportCancel,
  settleRefusal,
  type Reached,
} from '../cancel/report.ts';

/** Cancels each of many orders. */
export function canceling(
  context: Context,
  pace: Pace,
  request: CancelWhat,
  options: CancelOptions,
  needs: readonly Ability[],
): ManyWork {
  const ifOpen = options.ifOpen === true;
  let known: Promise<ReadonlySet<string>> | undefined;
  let open: Promise<OpenChanges> | undefined;
  return {
    needs,
    changes: true,
    begin: ({ system }) => confirmMany(context, system, 'Cancel', pace, options),
    async act(provider, id) {
      const change = cancelOf(provider, id, request);
      if (options.dryRun === true) {
        return withNotes(context, planned(context, provider, change), planNotes(request));
      }
      if (ifOpen && (await (known ??= knownCanceled(context, provider.system))).has(id)) {
        const order = await provider.get(id);
        const reached: Reached = { outcome: 'already_canceled', id, answer: order.answer, order };
        if (isOneOf(order.status, ['canceled'])) return actedOf(context, provider, reached, ifOpen);
      }
      const isAlone = provider.system.oneCancelAtATime === 'always';
      const others = isAlone ? await (open ??= OpenChanges.read(context, 'cancel')) : undefined;
      others?.check(id);
      const at = context.now().toISOString();
      const reached = await sendOneOfMany(context, provider, change).then(
        (sent) => reachedBy(id, sent),
        (error: unknown) => {
          others?.addLost(id, at, error);
          return settleRefusal(context, provider, id, error);
        },
      );
      return actedOf(context, provider, reached, ifOpen);
    },
  };
}

/** A plan with what it cannot show: once for people, in each row for programs. */
const withNotes = (context: Context, acted: Acted, notes: readonly string[]): Acted => ({
  ...acted,
  print: async () => {
    await acted.print();
    notes.forEach((note) => context.io.noteOnce(note));
  },
  ...(acted.document && { document: { ...acted.document, notes } }),
});

function actedOf(
  context: Context,
  { system }: OrderProvider,
  reached: Reached,
  ifOpen: boolean,
): Acted {
  const isFine = ifOpen && reached.outcome === 'already_canceled';
  const { outcome, id, answer, notes } = reached;
  return {
    outcome,
    print: () => reportCancel(context, system, reached, { ifOpen, one: false, lines: false }),
    document: { outcome, provider: system.name, id, answer, notes },
    error: isFine ? undefined : (reached.error ?? failureOf(context, system, reached)),
  };
}
