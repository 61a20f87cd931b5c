import { usageError } from '../errors.ts';
import type { Ability, OrderSystem } from './system.ts';

/** Throws a usage error that says what to do instead, where a system cannot do something. */
export function requireAbility({ cannot }: OrderSystem, ability: Ability): void {
  const reason = cannot[ability];
  if (reason === undefined) return;
  const [sentence = '', ...rest] = reason.split(/(?<=[.:]) (?=[A-Z`])/);
  if (rest.length > 0) throw usageError(sentence, { code: 'not_supported', hint: rest.join(' ') });
  // Of one sentence, what stands after the colon says what to do.
  const [fact = '', advice = ''] = reason.split(': ');
  const hint = `${advice.charAt(0).toUpperCase()}${advice.slice(1)}`;
  throw usageError(`${fact}.`, { code: 'not_supported', hint: hint || undefined });
}
