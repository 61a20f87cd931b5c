import { sentence } from '../language/sentence.ts';
import type { Command } from 'commander';
import type { Damage, Journal, JournalEntry } from '../journal/journal.ts';
import { usageError } from '../errors.ts';
import { bareWord, pastedId } from '../providers/pasted-ids.ts';
import { systems } from '../providers/systems.ts';
import { warnOfDamage } from '../session/journal-damage.ts';
import { addExamples } from '../help/layout.ts';
import { parseLimit } from './options.ts';
import { addColumnOptions, readColumns, type ColumnFlags } from './chosen-columns.ts';
import { entryColumns, printEntries } from './print-entries.ts';
import { addZoneOption, Calendar, type WhenFlags } from './when.ts';
import type { Verb } from './verb.ts';

interface HistoryOptions extends WhenFlags, ColumnFlags {
  since?: string;
  limit?: string;
  long?: boolean;
}

export const history: Verb<HistoryOptions> = {
  reads: true,

  define(command: Command) {
    command
      .argument('[what]', 'an order, a reference, a key, a request id, or a day')
      .option('--since <time>', 'sent since: a day, 16:30, or how long ago (default: all kept)')
      .option('--limit <n>', 'at most this many, the newest (default: all)')
      .option('--long', 'on a terminal: with request ids and keys');
    addColumnOptions(addZoneOption(command)).addHelpText(
      'after',
      '\nWhat was sent from here, newest first; --json has all that is kept of it.',
    );
    addExamples(command, [
      'mp-orders history today',
      'mp-orders history ORD01J67CQQH5904WDBVZEM4JMEP3 --long',
      'mp-orders history --since 2h --json',
    ]);
  },

  async run(context, [what], { since, limit, long = false, tz, ...flags }) {
    const columns = readColumns(context, flags, entryColumns);
    const calendar = new Calendar(context, { tz });
    const chosen = what === undefined ? everything : choose(calendar, what);
    if (chosen.begin !== undefined && since !== undefined) {
      throw usageError(sentence('A day and --since exclude each other.'), {
        hint: sentence('Leave one of them out.'),
      });
    }
    const from = since === undefined ? chosen.begin : calendar.time('--since', since).at;
    const most = limit === undefined ? Infinity : parseLimit(limit);
    const journal = await context.journal();
    const damage: Damage[] = [];
    const onDamage = (one: Damage) => damage.push(one);
    const { holding, isChosen } = await withTheirOrders(journal, chosen);
    const all = journal.history({ since: from, holding, onDamage });
    const { timeZone } = calendar;
    const count = await printEntries(context, only(all, isChosen), most, {
      long,
      timeZone,
      chosen: columns,
    });
    warnOfDamage(context, damage);
    // Of what cannot be read nobody knows that it was not sent.
    if (count > 0 || damage.length > 0) return;
    context.io.note(
      what === undefined
        ? sentence('Nothing was sent from here yet, or nothing since then.')
        : sentence('Nothing that was sent from here matches "{bareWord}".', {
            bareWord: bareWord(what),
          }),
    );
  },
};

interface Choice {
  begin?: Date;
  holding?: (line: string) => boolean;
  isChosen: (entry: JournalEntry) => boolean;
  /** Set where the word may be a reference: whether the entry has it. */
  isOfReference?: (entry: JournalEntry) => boolean;
}

const everything: Choice = { isChosen: () => true };

async function* only(
  entries: AsyncIterable<JournalEntry>,
  isChosen: Choice['isChosen'],
): AsyncGenerator<JournalEntry> {
  for await (const entry of entries) if (isChosen(entry)) yield entry;
}

/**
 * Of a reference also what was sent about the orders that were created with it: a refund and a cancel
 * name their order only. They are newer than its create, so the journal is read once more for them.
 */
async function withTheirOrders(journal: Journal, choice: Choice): Promise<Choice> {
  const { holding, isChosen, isOfReference } = choice;
  if (isOfReference === undefined) return choice;
  const ids = new Set<string>();
  for await (const entry of only(journal.history({ holding }), isOfReference)) {
    if (entry.settled?.order !== undefined) ids.add(entry.settled.order);
  }
  if (ids.size === 0) return choice;
  const needles = [...ids];
  return {
    holding: (line) => holding?.(line) === true || needles.some((id) => line.includes(id)),
    isChosen: (entry) => isChosen(entry) || needles.some((id) => isAbout(entry, id)),
  };
}

/** A request that was typed by hand (`api`) names its order in its path. */
const isAbout = ({ sent, settled }: JournalEntry, id: string): boolean =>
  [settled?.order, sent.order].includes(id) || sent.path.includes(id);

/** A day; else an order, or another name that a request has. */
function choose(calendar: Calendar, what: string): Choice {
  const day = dayOf(calendar, what);
  if (day !== undefined) {
    const { begin, end } = day;
    return { begin, isChosen: ({ sent }) => Date.parse(sent.at) <= end.getTime() };
  }
  const id = pastedId(what);
  const isId = systems.some((system) => system.ownsId(id));
  const names = new Set([bareWord(what), ...(isId ? [id] : [])].map((one) => one.toUpperCase()));
  const needles = [...names].map((name) => JSON.stringify(name).slice(1, -1));
  const isName = (text: string | undefined) => text !== undefined && names.has(text.toUpperCase());
  return {
    holding: (line) => needles.some((needle) => line.toUpperCase().includes(needle)),
    isChosen: (entry) => {
      const { sent, settled } = entry;
      const own = [settled?.order, sent.order, sent.reference, sent.key, settled?.request_id];
      return own.some(isName) || (isId && isAbout(entry, id));
    },
    ...(!isId && { isOfReference: ({ sent }) => isName(sent.reference) }),
  };
}

/** A reference may look like anything but a day. */
function dayOf(calendar: Calendar, what: string): { begin: Date; end: Date } | undefined {
  if (/^\d{4}-\d{2}-\d{2}$/.test(what)) return calendar.day('[what]', what);
  try {
    return calendar.day('[what]', what);
  } catch {
    return undefined; // a text that names no day is a reference
  }
}
