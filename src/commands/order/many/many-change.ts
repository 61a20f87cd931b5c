import type { Context } from '../../../session/context.ts';
import type { OrderProvider } from '../../../providers/provider.ts';
import type { OrderSystem } from '../../../providers/system.ts';
import { printPlan } from '../../print-plan.ts';
import { confirmChange, type ChangeOptions } from '../shared/change.ts';
import type { Pace } from '../shared/pace.ts';
import type { OneChange } from './many-send.ts';
import type { Acted } from './many-work.ts';

/** Says whose account it is, and asks; not when stdin is where the ids come from. */
export async function confirmMany(
  context: Context,
  system: OrderSystem,
  verb: 'Cancel' | 'Refund',
  { typed }: Pace,
  options: ChangeOptions,
): Promise<void> {
  if (options.dryRun === true) return;
  if (typed === undefined) (await context.account(system)).note();
  else await confirmChange(context, system, verb, typed, options);
}

/** A change as it would be sent, for `--dry-run`. */
export function planned<T>(
  context: Context,
  { system }: OrderProvider,
  { id, plan }: OneChange<T>,
): Acted {
  const request = plan({ idempotencyKey: context.host.uuid() });
  const { body, ...head } = request;
  const json = `${JSON.stringify(head).slice(0, -1)},"body":${body ?? 'null'}}`;
  return {
    outcome: 'planned',
    print: () => printPlan(context, request),
    document: { outcome: 'planned', provider: system.name, id, request: json },
  };
}
