import { sentence, type Text } from '../language/sentence.ts';
import { usageError, type CliError } from '../errors.ts';
import type { Ability, Inability, OrderSystem } from './order-system.ts';

/** Throws a usage error that says what to do instead, where a system cannot do something. */
export function requireAbility(
  system: OrderSystem,
  ability: Ability,
  ids: readonly string[] = [],
): void {
  if (system.cannot[ability] !== undefined) throw lacking(system, ability, ids);
}

/** The usage error that says what to do instead of what a system cannot do, with the order in it. */
export function lacking(
  { title, cannot }: OrderSystem,
  ability: Ability,
  ids: readonly string[] = [],
): CliError {
  const { why, instead: advice }: Partial<Inability> = cannot[ability] ?? {};
  const [id = ''] = ids.length === 1 ? ids : [];
  // What is no id is not put into a command.
  const instead = /^[\w-]+$/.test(id) ? withId(advice, id) : advice;
  return usageError(why ?? sentence('{title} cannot do that.', { title }), {
    code: 'not_supported',
    hint: instead,
  });
}

/** The same advice with the order in its values, where they say `<id>`. */
function withId(advice: Text | undefined, id: string): Text | undefined {
  if (typeof advice !== 'object' || !('key' in advice)) return advice;
  const values = Object.entries(advice.values).map(([name, value]) => [
    name,
    typeof value === 'string' ? value.replace('<id>', id) : value,
  ]);
  return { ...advice, values: Object.fromEntries(values) as typeof advice.values };
}
