import { textIn, type Say } from '../../../language/sentence.ts';
import { isBodyGone } from '../../../journal/identity.ts';
import type { Catalogue } from '../../../explain/catalogue.ts';
import type { Context } from '../../../session/context.ts';
import { money } from '../../../terminal/amount.ts';
import { cleanValue } from '../../../terminal/clean-text.ts';
import { backOf, moneyBack } from '../../../terminal/money-back.ts';
import { glue } from '../../../terminal/wrap.ts';
import type { Order } from '../../../orders/order.ts';
import type { BesideOrder, OrdersBeside } from './orders-beside.ts';
import type { TimelineEvent } from './timeline.ts';

export interface Wording {
  catalogue: Catalogue;
  say: Say;
  /** A time for people; undefined where there is none. */
  time: (iso: string | undefined) => string | undefined;
  /** A command that settles the request of this key. */
  settle: (key: string) => string;
}

/** Says an action or an outcome of the journal beside others, in the user's language. */
export type JournalWords = (word: string) => string;

/** English has the journal's own words: a table of them is what a program reads too. */
export async function journalWords(context: Context): Promise<JournalWords> {
  if (context.language === 'en') return (word) => word;
  const { actions, outcomes } = (await context.catalogue()).timeline;
  return (word) => own(outcomes, word) ?? own(actions, word)?.toLowerCase() ?? word;
}

/** A time and what happened then, a pair an event. */
export function timelineRows(
  events: readonly TimelineEvent[],
  currency: string | undefined,
  wording: Wording,
): [time: string, text: string][] {
  return events.map((event) => [
    wording.time(event.at) ?? event.at,
    event.source === 'order'
      ? orderWords(event, wording)
      : cleanValue(requestWords(event, currency, wording)),
  ]);
}

function orderWords(
  { label, isElsewhere = false }: Extract<TimelineEvent, { source: 'order' }>,
  { catalogue: { orderFacts, timeline } }: Wording,
): string {
  const dated = Object.hasOwn(orderFacts.dates, label) ? orderFacts.dates[label] : undefined;
  const text = label === 'Created' ? orderFacts.created : (dated ?? label);
  const what = cleanValue(text).replace(/ (at|el|em)$/, '');
  return isElsewhere ? `${what}; ${timeline.elsewhere}` : what;
}

/** `Refund of 30.00 ARS: refused (refund_amount_exceeds); from here, by ana@caja1; request id …`. */
function requestWords(
  {
    entry: { sent, settled, times },
    amount,
    now,
    other,
  }: Extract<TimelineEvent, { source: 'journal' }>,
  currency: string | undefined,
  { catalogue: { timeline: words }, settle }: Wording,
): string {
  const { action, sent_by: who, key } = sent;
  const name = own(words.actions, action) ?? action;
  const isWholeRefund = action === 'refund' && amount === undefined && !isBodyGone(sent);
  const what =
    amount === undefined
      ? isWholeRefund
        ? words.all
        : name
      : fill(words.of, { what: name, amount: glue(money(amount, currency) ?? amount) });
  const by = who === undefined ? '' : `, ${fill(words.by, { who })}`;
  const parts = [
    `${what}: ${outcomeWords(now === undefined ? settled : { outcome: now }, words.outcomes) ?? fill(words.unknown, { command: settle(key) })}`,
    other === undefined ? undefined : fill(words.other, { order: other }),
    `${words.from_here}${by}`,
    settled?.request_id === undefined
      ? undefined
      : fill(words.request_id, { id: settled.request_id }),
    times === undefined ? undefined : fill(words.times, { times: String(times) }),
  ];
  return parts.filter((part) => part !== undefined).join('; ');
}

/** `refused (refund_amount_exceeds)`; undefined where it is not known. */
function outcomeWords(
  settled: { outcome: string; code?: string } | undefined,
  outcomes: Readonly<Record<string, string>>,
): string | undefined {
  if (settled === undefined) return undefined;
  const { outcome, code } = settled;
  const text = own(outcomes, outcome) ?? outcome;
  return code === undefined ? text : `${text} (${code})`;
}

/** Other orders that may be the same sale, a fact each; nothing where there are none. */
export function besideFacts(
  { paid, unpaid, unseen }: OrdersBeside,
  isPaid: boolean,
  { catalogue, say, time }: Wording,
): [label: string, value: string][] {
  const { timeline: words, orderFacts } = catalogue;
  const moved = (order: Order) => {
    const back = moneyBack(order);
    const amounts = { [orderFacts.refunded]: backOf(back), [orderFacts.pending]: back.pending };
    return Object.entries(amounts).map(([label, amount]) =>
      amount === undefined ? undefined : `${label} ${money(amount, order.currency)}`,
    );
  };
  const text = ({ order, by }: BesideOrder) => {
    const { id, status, total_amount, currency, created_date } = order;
    const facts = [
      status,
      money(total_amount, currency),
      time(created_date),
      by === 'reference' ? words.by_reference : words.by_place,
      ...moved(order),
    ].flatMap((part) => part ?? []);
    return `${cleanValue(id)} (${cleanValue(facts.join(', '))})`;
  };
  const label = (i: number, text: string) => (i === 0 ? text : '');
  const twice = isPaid ? paid : [];
  const others = isPaid ? unpaid : [...paid, ...unpaid];
  const gap =
    !isPaid || unseen === undefined
      ? undefined
      : unseen.is === 'failed'
        ? fill(words.unseen_failed, { why: cleanValue(textIn(say, unseen.failure.text)) })
        : words.unseen_not_listed;
  return [
    ...twice.map((one, i): [string, string] => [label(i, words.twice), text(one)]),
    ...(gap === undefined
      ? []
      : [[label(twice.length, words.twice), gap] satisfies [string, string]]),
    ...others.map((one, i): [string, string] => [label(i, words.same_reference), text(one)]),
  ];
}

/** Other orders for programs. Its keys are a contract: they only ever grow. */
export function besideDocument(
  { paid, unpaid, unseen }: OrdersBeside,
  isPaid: boolean,
): { paid_twice: object[]; same_reference: object[]; others_unseen: string | null } {
  const documentOf = ({ order, by }: BesideOrder) => ({
    id: order.id,
    status: order.status,
    by,
    amount: order.total_amount ?? null,
    created: order.created_date ?? null,
    refunded: backOf(moneyBack(order)) ?? null,
    refund_pending: moneyBack(order).pending ?? null,
  });
  return {
    paid_twice: isPaid ? paid.map(documentOf) : [],
    same_reference: (isPaid ? unpaid : [...paid, ...unpaid]).map(documentOf),
    others_unseen:
      unseen === undefined ? null : unseen.is === 'failed' ? unseen.failure.message : unseen.is,
  };
}

const own = (words: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(words, name) ? words[name] : undefined;

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
