import type { JournalEntry } from '../journal/journal.ts';
import type { Context } from '../session/context.ts';
import { english, type Say } from '../language/sentence.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { shortTime } from '../terminal/time.ts';
import type { View } from '../terminal/view.ts';
import { requestedAmount } from './order/shared/timeline.ts';
import { journalWords, type JournalWords } from './order/shared/timeline-words.ts';
import type { ChosenColumns } from './chosen-columns.ts';
import { printList, type Cells } from './print-list.ts';
import { viewOf } from './print.ts';

/** What fits a line of 100 columns. */
const shortHeads = ['Sent', 'Action', 'Order', 'Reference', 'Outcome'] as const;

/** With what a request is found by at the provider, and repeated by. */
const longHeads = [...shortHeads, 'Request id', 'Key'] as const;

/** Off a terminal: its time is exact. A program reads its columns by their place: they only ever grow. */
const entryRow = ({ sent, settled }: JournalEntry): (string | undefined)[] => [
  sent.at,
  sent.action,
  settled?.order ?? sent.order ?? sent.reference,
  outcomeWord(settled, english),
  settled?.request_id,
  sent.key,
  settled?.code,
];

function outcomeWord(settled: JournalEntry['settled'], say: Say): string {
  if (settled === undefined) return say('not known yet');
  return settled.code === 'forgotten' ? settled.code : settled.outcome;
}

/** Whether its own answer was lost: its outcome is that of a later sending of the same request. */
const wasSentAgain = ({ sent, settled }: JournalEntry): boolean =>
  settled?.id !== undefined &&
  settled.id === sent.id &&
  settled.sent_at !== undefined &&
  settled.sent_at > sent.at;

/** What the journal needs for itself. */
const internal = {
  id: undefined,
  content: undefined,
  sent_at: undefined,
  sum: undefined,
  body: undefined,
};

/** A request of the journal as one JSON object: what was sent, but for its bytes, and its outcome. */
function entryDocument(entry: JournalEntry): string {
  const { sent, settled } = entry;
  const facts = { outcome: null, ...sent, ...internal };
  const settlement = { ...settled, at: undefined, key: undefined, ...internal };
  return JSON.stringify({
    ...facts,
    ...defined(settlement),
    settled_at: settled?.at ?? null,
    ...(wasSentAgain(entry) && { sent_again: true }),
  });
}

/** What is undefined must not cover what is known. */
const defined = (facts: object): object =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));

/** The last is the code of a refusal, told beside the outcome. */
const shortCells = (
  entry: JournalEntry,
  zone: { now: Date; timeZone: string },
  say: Say,
  words: JournalWords,
): (string | undefined)[] => {
  const { sent, settled } = entry;
  const outcome = words(outcomeWord(settled, say));
  return [
    shortTime(sent.at, zone),
    wordsOf(words(sent.action), requestedAmount(sent)),
    settled?.order ?? sent.order,
    sent.reference,
    wasSentAgain(entry) ? say('{outcome}, sent again', { outcome }) : outcome,
    settled?.code === 'forgotten' ? undefined : settled?.code,
  ];
};

const wordsOf = (...parts: readonly (string | undefined)[]): string =>
  parts.filter(Boolean).join(' ');

const withCode = (cells: Cells): Cells => [...cells.slice(0, 4), wordsOf(cells[4], cells[5])];

/** Of a test order of Mercado Pago, in columns. */
const idWidth = 32;

/**
 * A line a request: long references are cut; in a narrower window one is told only where the order is not
 * known; then codes of refusals stand below their requests. Else entries of several lines.
 */
async function layOutShort(rows: readonly Cells[], view: View): Promise<string> {
  const [{ cutTo, renderOneLine }, { renderTable }] = await Promise.all([
    import('../terminal/one-line-table.ts'),
    import('../terminal/table.ts'),
  ]);
  const cut = shortHeads.indexOf('Reference');
  const heads = shortHeads.map((head) => view.say(head));
  const lessHeads = heads.filter((_head, i) => i !== cut);
  const less = ([sent, action, order = '', reference = '', outcome]: Cells) => [
    ...[sent, action],
    order === '' ? cutTo(cleanValue(reference), idWidth) : order,
    outcome,
  ];
  const whole = rows.map(withCode);
  const codesBelow = renderOneLine(lessHeads, rows.map(less), view, {})
    ?.split('\n')
    .map((line, i) => {
      const code = rows[i - 1]?.[5];
      return code === undefined ? line : `${line}\n${' '.repeat(10)}${cleanValue(code)}`;
    })
    .join('\n');
  return (
    renderOneLine(heads, whole, view, { cut }) ??
    renderOneLine(lessHeads, whole.map(less), view, {}) ??
    codesBelow ??
    renderTable(heads, whole, view)
  );
}

interface EntryOptions {
  /** On a terminal also the request's id and key, which take more room than the rest. */
  long: boolean;
  timeZone: string;
  chosen?: ChosenColumns | undefined;
}

const usualColumns = ['at', 'action', 'order', 'reference', 'outcome', 'code', 'request_id', 'key'];

/** Names of the document of a request: those that a row has, and all that there are. */
export const entryColumns = {
  usual: usualColumns,
  all: [
    ...usualColumns,
    'provider',
    'profile',
    'account',
    'method',
    'path',
    'batch',
    'row',
    'settled_at',
  ],
};

/** Prints requests of the journal; returns how many there were, `limit` at most. */
export async function printEntries(
  context: Context,
  entries: AsyncIterable<JournalEntry>,
  limit: number,
  { long, timeZone, chosen }: EntryOptions,
): Promise<number> {
  const zone = { timeZone, now: context.now() };
  const words = await journalWords(context);
  return printList(context, entries, limit, {
    json: entryDocument,
    chosen,
    columns: long ? longHeads : shortHeads,
    cells: (entry, say) => {
      const cells = shortCells(entry, zone, say, words);
      return long ? [...withCode(cells), entry.settled?.request_id, entry.sent.key] : cells;
    },
    ...(!long && { layOut: layOutShort }),
    row: async (entry) => {
      const { renderTable } = await import('../terminal/table.ts');
      return renderTable([], [entryRow(entry)], await viewOf(context));
    },
  });
}
