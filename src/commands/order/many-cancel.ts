import type { Context } from '../../context.ts';
import { CliError, exitCodes } from '../../errors.ts';
import type { OrderProvider } from '../../providers/provider.ts';
import type { Ability, OrderSystem } from '../../providers/system.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { cancelOf, type CancelOptions, type CancelWhat } from './cancel.ts';
import { confirmMany, planned } from './many-change.ts';
import type { Pace } from './many-options.ts';
import { sendOneOfMany } from './many-send.ts';
import type { Acted, ManyWork } from './many-work.ts';
import { reachedBy, reportCancel, settleRefusal, type Reached } from './report-cancel.ts';

/** Cancels each of many orders. */
export function canceling(
  context: Context,
  pace: Pace,
  request: CancelWhat,
  options: CancelOptions,
  needs: readonly Ability[],
): ManyWork {
  const ifOpen = options.ifOpen === true;
  return {
    needs,
    changes: true,
    begin: ({ system }) => confirmMany(context, system, 'Cancel', pace, options),
    async act(provider, id) {
      const change = cancelOf(provider, id, request);
      if (options.dryRun === true) return planned(context, provider, change);
      const reached = await sendOneOfMany(context, provider, change).then(
        (sent) => reachedBy(id, sent),
        (error: unknown) => settleRefusal(context, provider, id, error),
      );
      return actedOf(context, provider, reached, ifOpen);
    },
  };
}

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
    error: isFine ? undefined : (reached.error ?? failureOf(system, reached)),
  };
}

/** The error of an outcome that is no success, for a row: there is no command to type next in it. */
function failureOf(
  { name, title }: OrderSystem,
  { outcome, order }: Reached,
): CliError | undefined {
  const status = cleanValue(order?.status ?? 'not known');
  if (outcome === 'already_canceled') {
    return new CliError(exitCodes.conflict, outcome, 'It was canceled already.', {
      hint: 'With --if-open that is a success.',
    });
  }
  if (outcome === 'denied') {
    const message = `The cancel was denied: the order is ${status}.`;
    return new CliError(exitCodes.conflict, `${name}_cancel_denied`, message);
  }
  if (outcome !== 'unknown') return undefined;
  const message = `${title} accepted the request, but the order is ${status}, not canceled.`;
  return new CliError(exitCodes.outcomeUnknown, 'outcome_unknown', message, {
    hint: 'It may be canceled in a moment: read it again.',
  });
}
