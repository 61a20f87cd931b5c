import type { Context } from '../../session/context.ts';
import { usageError } from '../../errors.ts';
import { findSystem, systems } from '../../providers/systems.ts';

/**
 * Throws a usage error for an order of another system than Mercado Pago, whose orders alone are
 * paid, refused and expired by verbs of their own.
 */
export function refuseForeignOrder(context: Context, verb: 'pay' | 'fail' | 'expire', id: string) {
  const owner = systems.find((system) => system.ownsId(id));
  if (owner === undefined || owner.name === 'mercadopago') return;
  const drives = findSystem('mercadopago')?.title;
  throw usageError(
    `\`sandbox ${verb}\` drives orders of ${drives}; ${id} is one of ${owner.title}.`,
    {
      code: 'wrong_sandbox_verb',
      hint: 'Name the status that it is to come to:',
      next: [context.command(`mp-orders sandbox move ${id} <status>`)],
    },
  );
}
