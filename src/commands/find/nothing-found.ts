import {
  english,
  type Say,
  sentence,
  moment,
  labelIn,
  type Text,
  textIn,
} from '../../language/sentence.ts';
import type { Order } from '../../orders/order.ts';
import type { FindQuery } from './query.ts';
import type { Range, EntryMatch } from './look.ts';
import type { Calendar } from '../when.ts';
import { joinTexts } from '../../language/list.ts';
import type { Context } from '../../session/context.ts';
import { CliError, exitCodes } from '../../errors.ts';
import { orderOf } from '../../journal/entry.ts';
import { cleanValue } from '../../terminal/clean-text.ts';
import { bareWord } from '../../providers/pasted-ids.ts';
import { nextCommand } from '../../session/next-command.ts';

/** Why not all was seen, each reason once. */
export class Gaps {
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

/** `Looked through: the journal here; Mercado Pago, profile shop: orders from … to ….` */
export function whereSearched(
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

/** An order that is not the one, and has the text that was pasted in this part of it. */
export interface NearOrder {
  order: Order;
  part: string;
}

/** More of them tell nothing. */
const mostNear = 5;

interface Nothing {
  entries: readonly EntryMatch[];
  incomplete: Gaps;
  allProfiles: boolean;
  /** What was looked through, in a sentence. */
  where: Text;
  /** How many ids that are read like the one that was pasted were tried. */
  misread: number;
  near: readonly NearOrder[];
}

/** Exit code 5 where everything was seen, else 7: what was not seen may be there. */
export function nothingFound(
  context: Context,
  { pasted, ids, amount, unsought }: FindQuery,
  { entries, incomplete, allProfiles, where, misread, near }: Nothing,
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
    ...near.slice(0, mostNear).map(({ order, part }) =>
      sentence('It is a part of {part}: {id}, {amount}, {at}.', {
        part: cleanValue(part),
        id: order.id,
        amount: cleanValue([order.total_amount, order.currency].filter(Boolean).join(' ')),
        at: order.created_date === undefined ? '' : moment(order.created_date),
      }),
    ),
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
    ...near.slice(0, mostNear).map(({ order }) => nextCommand(context, ['get', order.id])),
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
