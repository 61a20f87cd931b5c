import { orderHeads, orderCells, withoutDistance, listColumns } from '../order/shared/columns.ts';
import type { Context } from '../../session/context.ts';
import type { Match } from './look.ts';
import { printList, type Cells } from '../print-list.ts';
import { labelIn, type Label, sentence } from '../../language/sentence.ts';
import type { View } from '../../terminal/view.ts';
import type { Calendar } from '../when.ts';
import type { ChosenColumns } from '../chosen-columns.ts';
import { jsonObject, raw } from '../../json/object.ts';
import { cellValue } from '../../terminal/clean-text.ts';
import type { Gaps } from './nothing-found.ts';

const heads = ['Matched by', ...orderHeads] as const;

/** Prints what was found, each with what of it fits. */
export async function printMatches(
  context: Context,
  matches: readonly Match[],
  { calendar: { timeZone }, chosen }: Shown,
  hasProfiles: boolean,
): Promise<void> {
  const zone = { timeZone, now: context.now() };
  async function* all() {
    yield* matches;
  }
  await printList(context, all(), Infinity, {
    json: (match) => (chosen === undefined ? documentOf(match) : rowDocumentOf(match)),
    chosen,
    order: ({ order }) => order,
    columns: hasProfiles ? [...heads, 'Profile' as const] : heads,
    cells: ({ id, why, order, seat }, say) => [
      why.map((reason) => labelIn(say, reason)).join(', '),
      ...(order === undefined ? [id, say('not read')] : orderCells(order, { ...zone, say })),
      ...(hasProfiles ? [...(order === undefined ? ['', '', ''] : []), seat.profile] : []),
    ],
    row: rowOf,
    layOut: (rows, view) => layOutMatches(hasProfiles ? [...heads, 'Profile'] : heads, rows, view),
  });
}

/**
 * A line a match: in a narrow window the time is told in fewer words, then what all match by is told once
 * above them, or else the reference is left out. Where that is not enough, an entry of several lines.
 */
async function layOutMatches(heads: readonly Label[], rows: readonly Cells[], view: View) {
  const [{ renderOneLine }, { renderDetails, renderTable }] = await Promise.all([
    import('../../terminal/one-line-table.ts'),
    import('../../terminal/table.ts'),
  ]);
  const titles = heads.map((head) => view.say(head));
  const [reference, created] = [heads.indexOf('Reference'), heads.indexOf('Created')];
  const short = rows.map((row) =>
    row.map((cell, i) => (i === created ? withoutDistance(cell) : cell)),
  );
  const without = (row: Cells, column: number) => row.filter((_cell, i) => i !== column);
  const [first, ...others] = [...new Set(rows.map(([why]) => why))];
  const above = renderDetails([[titles[0] ?? '', first]], view);
  const [, ...lessTitles] = titles;
  const less = short.map((row) => without(row, 0));
  const below =
    others.length === 0
      ? renderOneLine(lessTitles, less, view, { cut: reference - 1 })
      : renderOneLine(
          titles.filter((_title, i) => i !== reference),
          short.map((row) => without(row, reference)),
          view,
          { cut: 0 },
        );
  return (
    renderOneLine(titles, rows, view, { cut: reference }) ??
    renderOneLine(titles, short, view, { cut: reference }) ??
    (below === undefined ? undefined : others.length === 0 ? `${above}\n\n${below}` : below) ??
    renderTable(titles, rows, view)
  );
}

/** How matches are shown: in which zone, and in which columns. */
export interface Shown {
  calendar: Calendar;
  chosen: ChosenColumns | undefined;
}

const ownColumns = ['id', 'why', 'profile'];

/** The columns that may be asked for. */
export const columns = {
  usual: [...ownColumns, ...listColumns.usual.filter((name) => name !== 'id')],
  all: [...ownColumns, ...listColumns.all],
};

/** The document with its reasons in one cell, as a row has them. */
const rowDocumentOf = (match: Match): string => documentOf(match, match.why.join(','));

/** Its keys are a contract: they only ever grow. `order` is the provider's own JSON, unchanged. */
const documentOf = ({ id, order, seat, ...match }: Match, why: unknown = match.why): string =>
  jsonObject({
    id,
    why,
    provider: seat.provider.system.name,
    profile: seat.profile,
    order: order === undefined ? null : raw(order.answer),
  });

/** Tab-separated: id, why, profile, status, detail, amount, currency, reference, when created. */
function rowOf({ id, why, order, seat }: Match): string {
  const cells = [
    id,
    why.join(','),
    seat.profile,
    order?.status,
    order?.status_detail,
    order?.total_amount,
    order?.currency,
    order?.external_reference,
    order?.created_date,
  ];
  return cells.map((cell) => cellValue(cell ?? '')).join('\t');
}

/** Which characters of the id that was pasted were taken for others. */
export function tellMisread({ io }: Context, ids: readonly string[], id: string): void {
  const differing = (typed: string) => [...typed].flatMap((one, i) => (one === id[i] ? [] : [i]));
  const same = ids.filter(({ length }) => length === id.length);
  const [typed] = same.sort((a, b) => differing(a).length - differing(b).length);
  if (typed === undefined) return;
  const pairs = differing(typed).map((i) => `${typed[i] ?? ''} → ${id[i] ?? ''}`);
  io.note(
    sentence('{typed} was read as {id} ({pairs}): compare them with what was pasted.', {
      typed,
      id,
      pairs: pairs.join(', '),
    }),
  );
}

/** Says whether there may be others, and what tells more of a single one. */
export function tellMore(
  { io, command }: Context,
  matches: readonly Match[],
  incomplete: Gaps,
): void {
  const [first] = matches;
  if (incomplete.size > 0) {
    const reasons = incomplete.inOneLine(io.say);
    io.note(sentence('There may be others: {reasons}.', { reasons }));
  }
  if (first !== undefined && matches.length === 1 && io.isTerminal) {
    const more = command(`mp-orders explain ${first.id}`);
    io.note(sentence('More of it: {command}', { command: more }));
  }
}
