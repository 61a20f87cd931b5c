import type { Io } from '../../../io.ts';
import { sentence } from '../../../language/sentence.ts';
import { doubleSentence, type Double } from '../../../orders/doubles.ts';
import { wrapHanging } from '../../../terminal/wrap.ts';

/** Where everything costs the same there are hundreds on a day. */
const mostNoted = 10;

/** Names, on stderr, the paid orders that may be one sale; ids stay in one piece. */
export function noteDoubles(io: Io, doubles: readonly Double[]): void {
  for (const double of doubles.slice(0, mostNoted)) {
    const note = io.say('Paid twice? {what}', { what: doubleSentence(double) });
    io.note(wrapHanging(note, io.errorColumns, 2));
  }
  const count = doubles.length - mostNoted;
  if (count > 0)
    io.note(sentence('Paid twice? {what}', { what: sentence('… and {count} more.', { count }) }));
}
