import {
  english,
  type Label,
  labelIn,
  moment,
  type Say,
  sentence,
  type Text,
  textIn,
} from '../language/sentence.ts';
import type { Command } from 'commander';
import { CliError, exitCodes, usageError, type ExitCode, canGoOnAfter } from '../errors.ts';
import { jsonObject, raw } from '../json/object.ts';
import type { Damage, JournalEntry } from '../journal/journal.ts';
import { bareWord } from '../providers/pasted-ids.ts';
import { systems } from '../providers/systems.ts';
import type { Context } from '../session/context.ts';
import { damageGap } from '../session/journal-damage.ts';
import { nextCommand } from '../session/next-command.ts';
import { cellValue, cleanValue } from '../terminal/clean-text.ts';
import type { View } from '../terminal/view.ts';
import {
  addColumnOptions,
  readColumns,
  type ChosenColumns,
  type ColumnFlags,
} from './chosen-columns.ts';
import { listColumns, orderCells, orderHeads, withoutDistance } from './order/shared/columns.ts';
import { otherSeats, ownSeat, type Seat } from './order/shared/seats.ts';
import { addExamples } from '../help/layout.ts';
import { printList, type Cells } from './print-list.ts';
import { lookIn, type EntryMatch, type Match, type Range } from './find/look.ts';
import { lineTest, readQuery, reasonsOfEntry, type FindQuery } from './find/query.ts';
import { addZoneOption, Calendar, type RangeFlags } from './when.ts';
import type { Verb } from './verb.ts';
import { orderOf } from '../journal/entry.ts';
import { joinTexts } from '../language/list.ts';
import { unlessInterrupted } from './order/shared/if-there.ts';

interface FindOptions extends RangeFlags, ColumnFlags {
  at?: string;
  allProfiles?: boolean;
}

/** Mercado Pago reads an order for three months. */
const usualRangeMs = 90 * 86_400_000;
/** What a search takes at once, and what is looked through before older orders are. */
const stepMs = 30 * 86_400_000;
/** `about 16:30`. */
const aroundMs = 30 * 60_000;

export const find: Verb<FindOptions> = {
  define(command: Command) {
    command
      .argument('<anything...>', 'what there is of the order, as it was pasted')
      .option('--at <time>', 'created within half an hour of this time: 16:30, "yesterday 16:30"')
      .option('--day <day>', 'created on this day: today, yesterday, 2026-11-21')
      .option('--from <time>', 'created since (default: 90d)')
      .option('--to <time>', 'created until (default: now)')
      .option('--all-profiles', 'look in the accounts of all stored profiles');
    addColumnOptions(addZoneOption(command)).addHelpText(
      'after',
      `
It takes an order id, a payment's id (PAY…, REF…, CAS…), the operation number of
a receipt, a reference, an idempotency key, a request id, the code, or an amount
with --at; also in a URL or in JSON. What was sent from here comes first, then
the provider's search, 30 days at a time. Exit code 5: there is none; 7: nothing
was found, and not all could be seen.`,
    );
    addExamples(command, [
      'mp-orders find 61212056',
      'mp-orders find 24.50 --at "yesterday 16:30"',
      'mp-orders find VENTA-1001 --all-profiles',
    ]);
  },

  async run(context, words, options) {
    const chosen = readColumns(context, options, columns);
    const query = readQuery(words.join(' '), { hasTime: isTimed(options) });
    if (query.words.length + query.ids.length === 0) {
      throw usageError(sentence('There is nothing in it to look for.'), {
        hint: sentence(
          'Name an id, a number of a receipt, a reference, or an amount with --at 16:30.',
        ),
      });
    }
    const calendar = new Calendar(context, options);
    const range = rangeOf(calendar, options);
    return findOrders(context, query, range, { ...options, calendar, chosen });
  },
};

/** A number without cents is an amount too, where the day or the hour is known. */
const isTimed = ({ at, day, from }: FindOptions): boolean =>
  [at, day, from].some((flag) => flag !== undefined);

function rangeOf(calendar: Calendar, { at, ...flags }: FindOptions): Range {
  if (at === undefined) return calendar.range(flags, usualRangeMs);
  if (flags.from !== undefined || flags.to !== undefined) {
    throw usageError(sentence('--at and --from or --to exclude each other.'), {
      hint: sentence('--at is half an hour around a time; --from and --to name a range.'),
    });
  }
  const isTimeAlone = /^\d{1,2}(?::| ?h| ?[ap]\.? ?m)/i.test(at.trim());
  const text = flags.day !== undefined && isTimeAlone ? `${flags.day} ${at}` : at;
  const middle = calendar.time('--at', text).at.getTime();
  const end = calendar.time('--at', text, { end: true }).at.getTime();
  // Of a day all of it is meant, and of an hour that comes twice, where the clocks go back, both.
  if (end - middle > 12 * 3_600_000) return calendar.between(new Date(middle), new Date(end));
  const last = end - middle > 60_000 ? end : middle;
  return calendar.between(new Date(middle - aroundMs), new Date(last + aroundMs));
}

/** The steps in which a range is looked through, the newest first. */
function windowsOf({ begin, end }: Range): Range[] {
  const windows: Range[] = [];
  for (let until = end.getTime(); until >= begin.getTime(); until -= stepMs + 1) {
    const since = Math.max(begin.getTime(), until - stepMs);
    windows.push({ begin: new Date(since), end: new Date(until) });
  }
  return windows;
}

async function findOrders(
  context: Context,
  query: FindQuery,
  range: Range,
  { allProfiles = false, calendar, chosen }: FindOptions & Shown,
): Promise<ExitCode> {
  const { entries, created, damage } = await readJournal(context, query, range);
  const incomplete = new Reasons();
  for (const one of damage) incomplete.add(damageGap(one));
  const searched: Text[] = [];
  let unread: Date | undefined;
  let misread = 0;
  const matches: Match[] = [];
  const isReference = await canBeReference(context, query.ids);
  const parsedQuery = isReference ? { ...query, ids: [] } : query;
  const spinner = await context.io.spin(sentence('Looking'));
  const looking = {
    query,
    entries,
    created,
    windows: windowsOf(range),
    onProgress: (text: Text) => spinner.update(text),
    onIncomplete: (why: Text) => incomplete.add(why),
    onMisread: () => (misread += 1),
    onUnread: (before: Date) => (unread = before),
  };
  try {
    const leftOut = () => incomplete.add(sentence('not every profile could be used'));
    const lookInto = async (seat: Seat, as: FindQuery = query) => {
      searched.push(
        sentence('{title}, profile {profile}', {
          title: seat.provider.system.title,
          profile: cleanValue(seat.profile),
        }),
      );
      matches.push(...(await lookIn(seat, { ...looking, query: as })));
    };
    if (isReference) {
      const owner = await ownSeat(context, query.ids).catch(unlessInterrupted);
      if (owner !== undefined)
        await unlessUnable(context, owner, incomplete, () => lookInto(owner));
    }
    const isFound = matches.length > 0;
    const own = isFound
      ? undefined
      : await ownSeat(context, idsOfOneSystem(parsedQuery.ids)).catch((error: unknown) => {
          // Who asks for all accounts may be signed in to another one.
          if (!allProfiles || !(error instanceof CliError)) throw error;
          leftOut();
          return undefined;
        });
    if (own !== undefined && allProfiles) {
      await unlessUnable(context, own, incomplete, () => lookInto(own, parsedQuery));
    } else if (own !== undefined) await lookInto(own, parsedQuery);
    if (allProfiles) {
      const known = own === undefined ? [] : [own];
      for await (const seat of otherSeats(context, known, leftOut)) {
        await unlessUnable(context, seat, incomplete, () => lookInto(seat));
      }
    }
  } finally {
    spinner.stop();
  }
  if (matches.length === 0) {
    const where = whereSearched(parsedQuery, range, searched, calendar);
    throw nothingFound(context, parsedQuery, { entries, incomplete, allProfiles, where, misread });
  }
  for (const { id, why } of matches) {
    if (why.includes('order id, misread')) tellMisread(context, query.ids, id);
  }
  await printMatches(context, matches, { calendar, chosen }, allProfiles);
  tellMore(context, matches, incomplete);
  if (unread !== undefined) {
    const at = calendar.spell(unread);
    context.io.note(sentence('Orders from before {at} were not searched.', { at }));
  }
  return exitCodes.ok;
}

/** Why not all was seen, each reason once. */
class Reasons {
  readonly #all = new Map<string, Text>();

  get size(): number {
    return this.#all.size;
  }

  add(reason: Text): void {
    this.#all.set(textIn(english, reason), reason);
  }

  get all(): Text[] {
    return [...this.#all.values()];
  }

  /** Without the full stop of a reason that is a sentence. */
  inOneLine(say: Say): string {
    return this.all
      .map((reason) => textIn(say, reason))
      .join('; ')
      .replace(/\.$/, '');
  }
}

/** The ids, where they are all of one system: that is the one to ask, for any profile. */
function idsOfOneSystem(ids: readonly string[]): readonly string[] {
  const owners = ids.map((id) => systems.find((system) => system.ownsId(id)));
  return new Set(owners).size === 1 ? ids : [];
}

/** Whether ids have another system's shape, and may be references of the usual one's orders anyway. */
async function canBeReference(context: Context, ids: readonly string[]): Promise<boolean> {
  const owners = new Set(ids.map((id) => systems.find((system) => system.ownsId(id))));
  const [owner] = owners;
  if (owners.size !== 1 || owner?.idsLikeReferences !== true) return false;
  return (await context.system()) !== owner;
}

/** What another account cannot be asked for is told, and the others are looked into. */
async function unlessUnable(
  { io }: Context,
  { context, profile }: Seat,
  incomplete: Reasons,
  look: () => Promise<unknown>,
): Promise<void> {
  try {
    await look();
  } catch (error) {
    if (!canGoOnAfter(error)) throw error;
    const { explainError } = await import('../explain-error.ts');
    const { text } = await explainError(context, error);
    io.warn([
      sentence('Warning: profile {profile} could not be looked into.', { profile }),
      ' ',
      text,
    ]);
    incomplete.add(sentence('not every profile could be looked into'));
  }
}

/** What was sent from here that is about the order, and what was made here in the range. */
async function readJournal(
  context: Context,
  query: FindQuery,
  { begin, end }: Range,
): Promise<{ entries: EntryMatch[]; created: JournalEntry[]; damage: Damage[] }> {
  const journal = await context.journal();
  const isInTime = (at: Date) => at >= begin && at <= end;
  const entries: EntryMatch[] = [];
  const created: JournalEntry[] = [];
  const since = query.amount === undefined ? undefined : begin;
  const damage: Damage[] = [];
  const onDamage = (one: Damage) => damage.push(one);
  for await (const entry of journal.history({ since, holding: lineTest(query), onDamage })) {
    const why = reasonsOfEntry(entry, query, isInTime);
    if (why.length > 0) entries.push({ entry, why });
  }
  const isCreate = ({ sent, settled }: JournalEntry) =>
    sent.action === 'create' && settled?.outcome === 'created' && isInTime(new Date(sent.at));
  for await (const entry of journal.history({ since: begin })) {
    if (isCreate(entry)) created.push(entry);
  }
  return { entries, created, damage };
}

const heads = ['Matched by', ...orderHeads] as const;

async function printMatches(
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
    import('../terminal/one-line-table.ts'),
    import('../terminal/table.ts'),
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

interface Shown {
  calendar: Calendar;
  chosen: ChosenColumns | undefined;
}

const ownColumns = ['id', 'why', 'profile'];

const columns = {
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
function tellMisread({ io }: Context, ids: readonly string[], id: string): void {
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

function tellMore({ io, command }: Context, matches: readonly Match[], incomplete: Reasons): void {
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

/** `Looked through: the journal here; Mercado Pago, profile shop: orders from … to ….` */
function whereSearched(
  { ids }: FindQuery,
  { begin, end }: Range,
  seats: readonly Text[],
  { spell }: Calendar,
): Text {
  if (seats.length === 0) return sentence('Searched: what was sent from here.');
  const where = joinTexts(seats, '; ');
  return ids.length > 0
    ? sentence('Searched: what was sent from here; {where}: by its id.', { where })
    : sentence(
        'Searched: what was sent from here; {where}: orders created from {begin} to {end}.',
        { where, begin: spell(begin), end: spell(end) },
      );
}

interface Nothing {
  entries: readonly EntryMatch[];
  incomplete: Reasons;
  allProfiles: boolean;
  /** What was looked through, in a sentence. */
  where: Text;
  /** How many ids that are read like the one that was pasted were tried. */
  misread: number;
}

/** Exit code 5 where everything was seen, else 7: what was not seen may be there. */
function nothingFound(
  context: Context,
  { pasted, ids, amount, unsought }: FindQuery,
  { entries, incomplete, allProfiles, where, misread }: Nothing,
): CliError {
  const open = entries.filter(({ entry }) => orderOf(entry) === undefined);
  const elsewhere = [
    ...new Set(
      entries.flatMap(({ entry }) => (orderOf(entry) === undefined ? [] : [entry.sent.profile])),
    ),
  ];
  const { say } = context;
  const details: Text[] = [
    ...open.map(({ entry: { sent }, why }) =>
      sentence('A {action} was sent at {at} ({why}); which order it made is not known.', {
        action: sent.action,
        at: moment(sent.at),
        why: why.map((reason) => labelIn(say, reason)).join(', '),
      }),
    ),
    ...(allProfiles
      ? []
      : elsewhere.map((profile) =>
          sentence('The journal has it for profile {profile}.', { profile: cleanValue(profile) }),
        )),
    where,
    ...(misread === 0
      ? []
      : [
          sentence(
            '{count} {count|id|ids} that {count|is|are} read alike (8 as B, 5 as S, 0 as D) {count|was|were} tried too.',
            { count: misread },
          ),
        ]),
    ...incomplete.all.map((why) =>
      sentence('Not all orders could be read: {why}.', { why: say([why]).replace(/\.$/, '') }),
    ),
  ];
  // `60` may be money: then it takes a day or an hour to be looked for as that.
  const isWhole = /^[1-9]\d{0,6}$/.test(bareWord(pasted)) && amount === undefined;
  if (isWhole) {
    details.push(sentence('It was not looked for as an amount: for that, add --day or --at.'));
  }
  if (unsought !== undefined) {
    details.push(sentence('Its amount, {amount}, was not looked for.', { amount: unsought }));
  }
  const next = [
    ...open.map(({ entry }) => nextCommand(context, ['order', 'resume', entry.sent.key])),
    ...(unsought === undefined ? [] : [nextCommand(context, ['find', unsought])]),
  ];
  const quoted = `"${cleanValue(pasted).slice(0, 80)}"`;
  const isAll = incomplete.size === 0 && open.length === 0;
  const hint = nothingFoundHint({ isById: ids.length > 0, allProfiles });
  return isAll
    ? new CliError(
        exitCodes.notFound,
        'no_match',
        sentence('No order matches {shown}.', { shown: quoted }),
        { hint, details, next },
      )
    : new CliError(
        exitCodes.unreachable,
        'search_incomplete',
        sentence('No order that matches {shown} was found, but not all orders could be read.', {
          shown: quoted,
        }),
        { hint, details, next },
      );
}

function nothingFoundHint({
  isById,
  allProfiles,
}: {
  isById: boolean;
  allProfiles: boolean;
}): Text {
  if (isById) {
    return allProfiles
      ? sentence('Check each character of it.')
      : sentence('Look in the other accounts with --all-profiles.');
  }
  return allProfiles
    ? sentence('Widen the range with --from.')
    : sentence('Look in the other accounts with --all-profiles, or widen the range with --from.');
}
