import { listed } from '../../language/list.ts';
import { sentence } from '../../language/sentence.ts';
import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { systems } from '../../providers/systems.ts';
import type { ControlledOrder, SandboxControl } from '../../sandbox/control/control.ts';
import { sandboxSystems } from '../../sandbox/systems.ts';
import { sandboxControl } from './control.ts';
import { doneTo, printSandboxOrder } from './print-order.ts';

/** The order systems whose customers have verbs of their own; orders of the others are moved. */
const names = sandboxSystems.filter(({ hasCustomers }) => hasCustomers).map(({ name }) => name);

/**
 * Does to an order what its customer would, or leaves undone, and prints it. Throws a usage error for an
 * order of a system whose customers no verb plays.
 */
export async function playCustomer(
  context: Context,
  verb: 'pay' | 'fail' | 'expire' | 'dispute',
  id: string,
  act: (control: SandboxControl) => Promise<ControlledOrder>,
): Promise<void> {
  const owner = systems.find((system) => system.ownsId(id));
  const name = names.find((one) => owner === undefined || one === owner.name);
  if (name === undefined) {
    const titles = systems.filter((system) => names.some((one) => one === system.name));
    const driven = listed(
      titles.map(({ title }) => title),
      'and',
    );
    throw usageError(
      sentence('`sandbox {verb}` drives orders of {driven}; {id} is one of {title}.', {
        verb,
        driven,
        id,
        title: owner?.title ?? '',
      }),
      {
        code: 'wrong_sandbox_verb',
        hint: sentence('Name the status that it should have:'),
        next: [context.command(`mp-orders sandbox move ${id} <status>`)],
      },
    );
  }
  const { system, order } = await doneTo(id, act(await sandboxControl(context)));
  await printSandboxOrder(context, system, order);
}
