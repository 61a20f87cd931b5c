import { sentence, type Text } from '../language/sentence.ts';
import type { Command } from 'commander';
import { listed } from '../language/list.ts';
import {
  CliError,
  excludeEachOther,
  exitCodes,
  usageError,
  type ExitCode,
  canGoOnAfter,
} from '../errors.ts';
import type { Damage, JournalEntry } from '../journal/journal.ts';
import { systems } from '../providers/systems.ts';
import type { Context } from '../session/context.ts';
import { damageGap } from '../session/journal-damage.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from './chosen-columns.ts';
import { otherSeats, ownSeat, type Seat } from './order/shared/seats.ts';
import { addExamples } from '../help/layout.ts';
import { lookIn, type EntryMatch, type Match, type Range } from './find/look.ts';
import { lineTest, readQuery, reasonsOfEntry, type FindQuery } from './find/query.ts';
import { addZoneOption, Calendar, type RangeFlags } from './when.ts';
import type { Verb } from './verb.ts';
import { unlessInterrupted } from './order/shared/if-there.ts';
import { columns, tellMisread, printMatches, tellMore, type Shown } from './find/print.ts';
import { whereSearched, nothingFound, Gaps, type NearOrder } from './find/nothing-found.ts';
import type { Order } from '../orders/order.ts';

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
    throw excludeEachOther(
      '--at',
      listed(['--from', '--to']),
      sentence('--at is half an hour around a time; --from and --to name a range.'),
    );
  }
  const isTimeAlone = /^\d{1,2}(?::| ?h| ?[ap]\.? ?m)/i.test(at.trim());
  const text = flags.day !== undefined && isTimeAlone ? `${flags.day} ${at}` : at;
  const middle = calendar.time('--at', text).at.getTime();
  const end = calendar.time('--at', text, { end: true }).at.getTime();
  // Of a day all of it is meant, and of an hour that comes twice, where the clocks go back, both.
  if (end - middle > 12 * 3_600_000) return calendar.between(new Date(middle), new Date(end));
  const last = end - middle > 60_000 ? end : middle;
  return calendar.between(new Date(middle - aroundMs), new Date(last + aroundMs), new Date(middle));
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
  const incomplete = new Gaps();
  for (const one of damage) incomplete.add(damageGap(one));
  const searched: Text[] = [];
  let unread: Date | undefined;
  let misread = 0;
  const near = new Map<string, NearOrder>();
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
    onNear: (order: Order, part: string) => near.set(order.id, { order, part }),
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
    throw nothingFound(context, parsedQuery, {
      ...{ entries, incomplete, allProfiles, where, misread, near: [...near.values()] },
    });
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
  incomplete: Gaps,
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
