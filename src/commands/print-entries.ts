import type { JournalEntry } from '../journal/journal.ts';
import type { Context } from '../session/context.ts';
import { distance } from '../terminal/time.ts';
import { printList } from './print-list.ts';
import { viewOf } from './print.ts';

const entryHeads = ['Sent', 'What', 'Order', 'Outcome', 'Request id', 'Key'] as const;

/** A request of the journal as a row; off a terminal its time is exact. */
function entryCells({ sent, settled }: JournalEntry, now: Date): (string | undefined)[] {
  return [distance(Date.parse(sent.at) - now.getTime()), ...entryFacts({ sent, settled })];
}

const entryRow = ({ sent, settled }: JournalEntry): (string | undefined)[] => [
  sent.at,
  ...entryFacts({ sent, settled }),
];

const entryFacts = ({ sent, settled }: JournalEntry): (string | undefined)[] => [
  sent.action,
  settled?.order ?? sent.order ?? sent.reference,
  outcomeWord(settled),
  settled?.request_id,
  sent.key,
];

function outcomeWord(settled: JournalEntry['settled']): string {
  if (settled === undefined) return 'not known yet';
  return settled.code === 'forgotten' ? settled.code : settled.outcome;
}

/** What the journal needs for itself. */
const internal = {
  id: undefined,
  content: undefined,
  sent_at: undefined,
  sum: undefined,
  body: undefined,
};

/** A request of the journal as one JSON object: what was sent, but for its bytes, and what came of it. */
function entryDocument({ sent, settled }: JournalEntry): string {
  const facts = { outcome: null, ...sent, ...internal };
  const cameOf = { ...settled, at: undefined, key: undefined, ...internal };
  return JSON.stringify({ ...facts, ...defined(cameOf), settled_at: settled?.at ?? null });
}

/** What is undefined must not cover what is known. */
const defined = (facts: object): object =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/** Prints requests of the journal; returns how many there were, `limit` at most. */
export function printEntries(
  context: Context,
  entries: AsyncIterable<JournalEntry>,
  limit: number,
): Promise<number> {
  return printList(context, entries, limit, {
    json: entryDocument,
    columns: entryHeads,
    cells: (entry) => entryCells(entry, context.now()),
    row: async (entry) => {
      const { renderTable } = await import('../terminal/table.ts');
      return renderTable([], [entryRow(entry)], await viewOf(context));
    },
  });
}
