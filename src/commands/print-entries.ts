import type { JournalEntry } from '../journal/journal.ts';
import type { Context } from '../session/context.ts';
import { parseJsonObject } from '../json/text.ts';
import { english, type Say } from '../language/sentence.ts';
import { sum } from '../terminal/amount.ts';
import { distance, shortTime } from '../terminal/time.ts';
import type { View } from '../terminal/view.ts';
import { partsOfBody } from './order/refund/parts.ts';
import type { ChosenColumns } from './chosen-columns.ts';
import { printList, type Cells } from './print-list.ts';
import { viewOf } from './print.ts';

/** What fits a line of 100 columns. */
const shortHeads = ['Sent', 'Action', 'Order', 'Reference', 'Outcome'] as const;

/** With what a request is found by at the provider, and repeated by. */
const entryHeads = ['Sent', 'Action', 'Order', 'Outcome', 'Request id', 'Key'] as const;

/** A request of the journal as a row; off a terminal its time is exact. */
function entryCells({ sent, settled }: JournalEntry, now: Date, say: Say): (string | undefined)[] {
  return [
    distance(Date.parse(sent.at) - now.getTime(), say),
    ...entryFacts({ sent, settled }, say),
  ];
}

const entryRow = ({ sent, settled }: JournalEntry): (string | undefined)[] => [
  sent.at,
  ...entryFacts({ sent, settled }, english),
];

const entryFacts = ({ sent, settled }: JournalEntry, say: Say): (string | undefined)[] => [
  sent.action,
  settled?.order ?? sent.order ?? sent.reference,
  outcomeWord(settled, say),
  settled?.request_id,
  sent.key,
];

function outcomeWord(settled: JournalEntry['settled'], say: Say): string {
  if (settled === undefined) return say('not known yet');
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

const shortCells = (
  { sent, settled }: JournalEntry,
  zone: { now: Date; timeZone: string },
  say: Say,
): (string | undefined)[] => [
  shortTime(sent.at, zone),
  [sent.action, amountOf(sent)].flatMap((part) => part ?? []).join(' '),
  settled?.order ?? sent.order,
  sent.reference,
  [outcomeWord(settled, say), settled?.code].flatMap((part) => part ?? []).join(' '),
];

/** What was to be asked for, or given back; undefined for all, and where the body does not tell. */
function amountOf({ action, body }: JournalEntry['sent']): string | undefined {
  const document = parseJsonObject(body ?? '');
  if (document === undefined) return undefined;
  const { total_amount: total } = document;
  if (action === 'create') return typeof total === 'string' ? total : undefined;
  return action === 'refund' ? sum(partsOfBody(body).map(({ amount }) => amount)) : undefined;
}

async function layOutShort(rows: readonly Cells[], view: View): Promise<string> {
  const [{ renderOneLine }, { renderTable }] = await Promise.all([
    import('../terminal/one-line-table.ts'),
    import('../terminal/table.ts'),
  ]);
  const cut = shortHeads.indexOf('Reference');
  const heads = shortHeads.map((head) => view.say(head));
  return renderOneLine(heads, rows, view, { cut }) ?? renderTable(heads, rows, view);
}

interface EntryOptions {
  /** On a terminal also the request's id and key, which take more room than the rest. */
  long: boolean;
  timeZone: string;
  chosen?: ChosenColumns | undefined;
}

const usualColumns = [
  ...['at', 'action', 'order', 'reference', 'outcome', 'code', 'request_id', 'key'],
];

/** Names of the document of a request: those that a row has, and all that there are. */
export const entryColumns = {
  usual: usualColumns,
  all: [
    ...usualColumns,
    ...['provider', 'profile', 'account', 'method', 'path', 'batch', 'row', 'settled_at'],
  ],
};

/** Prints requests of the journal; returns how many there were, `limit` at most. */
export function printEntries(
  context: Context,
  entries: AsyncIterable<JournalEntry>,
  limit: number,
  { long, timeZone, chosen }: EntryOptions,
): Promise<number> {
  const zone = { timeZone, now: context.now() };
  return printList(context, entries, limit, {
    json: entryDocument,
    chosen,
    columns: long ? entryHeads : shortHeads,
    cells: (entry, say) => (long ? entryCells(entry, zone.now, say) : shortCells(entry, zone, say)),
    ...(!long && { layOut: layOutShort }),
    row: async (entry) => {
      const { renderTable } = await import('../terminal/table.ts');
      return renderTable([], [entryRow(entry)], await viewOf(context));
    },
  });
}
