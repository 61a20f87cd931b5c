import type { FuzzCase } from './case.ts';
import type { Dice } from './dice.ts';
import { garbled, word } from './words.ts';

const field = (tag: string, value: string) =>
  `${tag}${String([...value].length).padStart(2, '0')}${value}`;

/** A payload that is made of fields, its checksum mostly wrong, or one that was damaged. */
export function payloadsCase(dice: Dice): FuzzCase {
  const tag = () => String(dice.int(100)).padStart(2, '0');
  const value = () => word(dice).slice(0, 60);
  const template = () => dice.several(4, () => field(tag(), value().slice(0, 15))).join('');
  const fields = dice.several(10, () => field(tag(), dice.chance(0.3) ? template() : value()));
  const payload = `000201${fields.join('')}6304${dice.pick(['1094', 'ABCD', '12', ''])}`;
  const text = dice.chance(0.5) ? garbled(dice, payload) : payload;
  const verb = dice.pick([['decode'], ['decode', '--json'], ['show', '--qr', 'half']]);
  const isOnStdin = dice.chance(0.5);
  return {
    argv: ['qr', ...verb, ...(isOnStdin ? ['-'] : ['--', text])],
    ...(isOnStdin && { stdin: text }),
    ...(dice.chance(0.5) && { columns: dice.pick([20, 80, 200]) }),
  };
}
