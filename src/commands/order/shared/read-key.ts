import { knownContent } from '../../../journal/identity.ts';
import type { JournalEntry, Sent } from '../../../journal/journal.ts';

/** What the journal knows of a key. */
export type KeyReading =
  /** Nothing that was done, or may have been. */
  | { is: 'new' }
  /** What is asked was done. */
  | { is: 'done'; entry: JournalEntry }
  /** Something else was done, or may have been. */
  | { is: 'other'; entry: JournalEntry }
  /** What is asked was sent, without an outcome, and the provider knows its key still. */
  | { is: 'open'; entry: JournalEntry }
  /** The same, and the key may be forgotten. */
  | { is: 'over'; entry: JournalEntry }
  /** Nobody can know what came of it. */
  | { is: 'unknowable'; entry: JournalEntry };

/** The outcomes of requests that changed nothing. */
const nothing: readonly string[] = ['refused', 'not_sent', 'not_done', 'failed', 'denied'];

/**
 * Reads what the journal has of a key: the sendings of its scope, oldest first. Of several the safest
 * counts: what was done before what may have been, and that before what was not. `content` is that of
 * what is asked now, undefined for whatever it is; of an entry that has none nobody can say that it is
 * another. `isKnown` says whether the provider knows the key of a sending still.
 */
export function readKey(
  entries: readonly JournalEntry[],
  content: string | undefined,
  isKnown: (sent: Sent) => boolean,
): KeyReading {
  const isOther = ({ sent }: JournalEntry) =>
    ![knownContent(sent), content].includes(undefined) && knownContent(sent) !== content;
  const open = entries.filter(({ settled }) => settled === undefined);
  const unknowable = entries.filter(({ settled }) => settled?.outcome === 'unknowable');
  // An outcome that a later version adds is taken for one of what was done.
  const done = entries.filter(
    ({ settled }) => settled !== undefined && ![...nothing, 'unknowable'].includes(settled.outcome),
  );
  const same = done.findLast((entry) => !isOther(entry));
  if (same !== undefined) return { is: 'done', entry: same };
  const other = done.at(-1) ?? open.findLast(isOther);
  if (other !== undefined) return { is: 'other', entry: other };
  const lost = unknowable.at(-1);
  if (lost !== undefined) return { is: 'unknowable', entry: lost };
  const [first] = open;
  if (first === undefined) return { is: 'new' };
  return { is: open.every(({ sent }) => isKnown(sent)) ? 'open' : 'over', entry: first };
}
