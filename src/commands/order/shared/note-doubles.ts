import type { Io } from '../../../io.ts';
import { doubleSentence, type Double } from '../../../orders/doubles.ts';
import { wrapHanging } from '../../../terminal/wrap.ts';

/** Names, on stderr, the paid orders that may be one sale; ids stay in one piece. */
export function noteDoubles(io: Io, doubles: readonly Double[]): void {
  for (const double of doubles) {
    const note = io.say('Paid twice? {what}', { what: doubleSentence(double) });
    io.note(wrapHanging(note, io.errorColumns, 2));
  }
}
