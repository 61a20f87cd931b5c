import { sentence } from '../language/sentence.ts';
import { usageError, type CliError } from '../errors.ts';
import type { Ability, Inability, OrderSystem } from './order-system.ts';

/** Throws a usage error that says what to do instead, where a system cannot do something. */
export function requireAbility(system: OrderSystem, ability: Ability): void {
  if (system.cannot[ability] !== undefined) throw lacking(system, ability);
}

/** The usage error that says what to do instead of what a system cannot do. */
export function lacking({ title, cannot }: OrderSystem, ability: Ability): CliError {
  const { why, instead }: Partial<Inability> = cannot[ability] ?? {};
  return usageError(why ?? sentence('{title} cannot do that.', { title }), {
    code: 'not_supported',
    hint: instead,
  });
}
