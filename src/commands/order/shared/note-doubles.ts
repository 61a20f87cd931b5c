import type { Io } from '../../../io.ts';
import { doubleSentence, type Double } from '../../../orders/doubles.ts';
import { wrapHanging } from '../../../terminal/wrap.ts';

/** Names, on stderr, the paid orders that may be one sale; ids stay in one piece. */
export function noteDoubles(io: Io, doubles: readonly Double[]): void {
  for (const double of doubles) {
    io.note(wrapHanging(`Paid twice? ${doubleSentence(double)}`, io.errorColumns, 2));
  }
}
