import type { Context } from '../session/context.ts';
import { orderSystems } from '../explain/order-systems.ts';
import type { Catalogue, Explanation } from '../explain/catalogue.ts';
import { isOneOf } from '../orders/lifecycle.ts';
import { expiresAt, isOpen, type Order } from '../orders/order.ts';
import type { Say } from '../language/sentence.ts';
import { moneyEnd } from '../orders/payment-money.ts';
import { refundStatusOutcome } from '../orders/refund-outcome.ts';
import type { OrderSystem } from '../providers/order-system.ts';
import { money } from '../terminal/amount.ts';
import { cleanValue } from '../terminal/clean-text.ts';
import { backOf, moneyBack, type MoneyBack } from '../terminal/money-back.ts';
import { paidWith } from '../terminal/order-money.ts';
import { lastChange } from '../terminal/order-times.ts';
import { localTime } from '../terminal/time.ts';
import { hasMoney, standingOf } from './order/shared/standing.ts';
import { tellsMore, wordingOf, type Surroundings } from './order/shared/surroundings.ts';
import { timelineDocument } from './order/shared/timeline.ts';
import { besideDocument, besideFacts, timelineRows } from './order/shared/timeline-words.ts';

/** What is told of an order: what it shows, and what that means. */
export interface OrderStory {
  explanations: Explanation[];
  /** Whether the order's status is one that the system's pages name. */
  isKnown: boolean;
  /** Label and value, in the user's language. */
  facts: [label: string, value: string][];
  /** What happened to it, a time and a text a line. */
  timeline: [time: string, text: string][];
  /** Whether it tells more than the facts: a request from here, or that there was none. */
  hasRequests: boolean;
  /** The same for programs. */
  document: object;
  /** Refunds what is left, where anything is: not what to type next, but how it would be done. */
  refund?: string;
}

/** Tells an order as a whole: its status alone may say that what went back can be refunded. */
export function storyOf(
  context: Context,
  catalogue: Catalogue,
  order: Order,
  { beside, timeline }: Surroundings,
): OrderStory {
  const back = moneyBack(order);
  const system = context.lastSystem;
  const wording = wordingOf(context, catalogue);
  const isPaid = hasMoney(standingOf(order));
  const others = beside === undefined ? [] : besideFacts(beside, isPaid, wording);
  const explanations = explanationsOf(catalogue, order, back);
  const twice = isPaid ? (beside?.paid ?? []) : [];
  const other = (twice.find(({ by }) => by === 'reference') ?? twice[0])?.order.id;
  return {
    explanations: other === undefined ? explanations : paidTwice(catalogue, explanations, other),
    isKnown: isKnown(catalogue, order),
    facts: [...factsOf(context, catalogue, order, back), ...others],
    timeline: timelineRows(timeline, order.currency, wording),
    hasRequests: tellsMore(timeline),
    document: {
      ...documentOf(catalogue, order, back),
      ...(beside !== undefined && besideDocument(beside, isPaid)),
      timeline: timeline.map(timelineDocument),
    },
    ...(canRefund(system, order, back) && { refund: `mp-orders refund ${order.id}` }),
  };
}

/** What is settled for the order alone is not for its sale: one of the two may have to go back. */
const paidTwice = (catalogue: Catalogue, ofOrder: Explanation[], id: string): Explanation[] => [
  ...catalogue.explain('paid_twice', { id }),
  ...ofOrder.map((one) => ({ ...one, mover: one.mover === 'nobody' ? 'shop' : one.mover })),
];

const isKnown = (catalogue: Catalogue, { provider, status }: Order): boolean =>
  catalogue.explainStatus(provider, status).length > 0;

/** The order's own state first; then what its details, refunds and the seller say. */
function explanationsOf(catalogue: Catalogue, order: Order, back: MoneyBack): Explanation[] {
  const { id, provider, status, status_detail: detail } = order;
  const situations = situationsOf(order, back).flatMap((name) =>
    catalogue
      .explain(name, { id })
      .filter(({ kind }) => kind === 'order_situation' || kind === 'error_code'),
  );
  const end = moneyEnd(order);
  const reached = end === 'charged_back' ? end : status;
  const ofStatus = catalogue.explainStatus(provider, reached, { id });
  // What went back cannot be refunded, even if the status says so.
  const entries =
    back.isAll || end === 'nothing' ? ofStatus.filter(({ name }) => name === 'refunded') : ofStatus;
  const ofDetail =
    detail === undefined ||
    detail === status ||
    end !== undefined ||
    (detail === 'partially_refunded' && situations.length > 0) // that says the same, and more
      ? []
      : catalogue.explainDetail(status, detail, { id });
  const isDenied = order.cancel_denial !== undefined;
  const parts = [...(isDenied ? situations : []), ...entries, ...(isDenied ? [] : situations)];
  const ofPayment = ofStatus.length === 0 ? [] : paymentParts(catalogue, order);
  return [...parts, ...ofDetail, ...ofPayment].map((part) => ({
    ...part,
    mover: isDisputeOver(order)
      ? 'nobody'
      : part.mover === 'provider'
        ? moverOf(provider)
        : part.mover,
    // Right after a no, another cancel is not what to type next.
    next: part.next.filter((command) => !isDenied || !command.startsWith('mp-orders cancel')),
  }));
}

/** However it ended, nothing is to be done about it. */
const isDisputeOver = ({ status, status_detail: detail = '' }: Order): boolean =>
  status === 'charged_back' && ['settled', 'reimbursed'].includes(detail);

const moverOf = (provider: string): Explanation['mover'] =>
  Object.hasOwn(orderSystems, provider)
    ? (orderSystems[provider]?.mover ?? 'provider')
    : 'provider';

/** By the names of their entries. */
function situationsOf(order: Order, back: MoneyBack): string[] {
  const { refunds = [], status } = order;
  // A status of its own says it already.
  const isStated = order.cancel_denial === undefined || status.includes('denied');
  const denied = isStated ? [] : [`${order.provider}_cancel_denied`];
  if (back.pending !== undefined) {
    return [...denied, back.isAll ? 'refund_pending' : 'refund_pending_in_part'];
  }
  if (back.isAll) return status === 'refunded' ? denied : [...denied, 'refunded_whole'];
  // The rest of a disputed one is not the shop's for sure.
  if (back.refunded !== undefined) {
    return status === 'charged_back' ? denied : [...denied, 'refunded_in_part'];
  }
  const outcomes = refunds.map((refund) => refundStatusOutcome(refund.status));
  return outcomes.includes('failed') ? [...denied, 'refund_failed'] : denied;
}

/** Why an attempt was refused while the order waits, else the detail of its payment. */
function paymentParts(catalogue: Catalogue, order: Order): Explanation[] {
  const { id, status_detail: detail } = order;
  const refused = order.payments.findLast(({ status }) => status === 'failed');
  const name = (refused ?? order.payments[0])?.status_detail;
  if (name === undefined || name === detail || name === order.status) return [];
  return catalogue.explain(name, { id }).filter(({ kind }) => kind === 'payment_status_detail');
}

/** Whether something is there to be given back, and this tool can do it. */
const canRefund = (system: OrderSystem | undefined, { status }: Order, back: MoneyBack): boolean =>
  system?.cannot.refund === undefined &&
  back.left !== undefined &&
  back.chargedBack === undefined &&
  isOneOf(status, ['processed', 'paid', 'shipping', 'completed']) &&
  back.pending === undefined;

function factsOf(
  { host, say }: Context,
  catalogue: Catalogue,
  order: Order,
  { paid, refunded, pending, left }: MoneyBack,
): [string, string][] {
  const words = catalogue.orderFacts;
  const { currency, payments, status, dates = [], cancel_denial: denial } = order;
  const only = payments.length === 1 ? payments[0] : undefined;
  const time = (iso: string | undefined) => timeOf(iso, host.timeZone);
  const expiry = isOpen(order) ? expiresAt(order) : undefined;
  const isStated = refunded !== undefined;
  const dated = (label: string | undefined) =>
    label !== undefined && Object.hasOwn(words.dates, label) ? words.dates[label] : undefined;
  const rows: [string, string | undefined][] = [
    [words.status, statusOf(catalogue, order, say)],
    [words.reference, order.external_reference],
    [words.created, time(order.created_date)],
    [words.expires, expiry === undefined ? undefined : time(isoOf(expiry))],
    ...dates.map(({ label, at }): [string, string | undefined] => [
      dated(label) ?? label,
      time(at),
    ]),
    [
      dated(lastChange(order)) ?? words.updated,
      isOpen(order) ? undefined : time(order.last_updated_date),
    ],
    [words.paid, money(paid, currency)],
    [words.paid_with, only && paidWith(only, say)],
    [words.refunded, money(backOf({ refunded, pending }), currency)],
    [words.pending, money(pending, currency)],
    [words.left, isStated && status !== 'charged_back' ? money(left, currency) : undefined],
    [words.attempts, attemptsOf(catalogue, order)],
    [words.cancel_reason, order.cancel_reason],
    [
      words.denied,
      denial &&
        [time(denial.at), denial.reason ?? words.no_reason]
          .flatMap((part) => part ?? [])
          .join(': '),
    ],
    [words.code, codeOf(catalogue, order)],
  ];
  return rows.flatMap(([label, value]): [string, string][] => {
    const text = cleanValue(value ?? '').trim();
    return text === '' ? [] : [[label, text]];
  });
}

const isoOf = (ms: number): string | undefined => {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
};

function timeOf(iso: string | undefined, timeZone: string): string | undefined {
  const at = Date.parse(iso ?? '');
  return Number.isNaN(at) ? iso : localTime(at, timeZone);
}

/** `algo_nuevo — not known here`; a detail stands in brackets. */
function statusOf(catalogue: Catalogue, order: Order, say: Say): string {
  const { provider, status, status_detail: detail } = order;
  const end = moneyEnd(order);
  const phrase =
    end === 'nothing'
      ? say('by its amounts, nothing was paid')
      : (catalogue.statusPhraseOf(provider, end ?? status) ?? catalogue.labels.notKnown);
  const word = detail === undefined || detail === status ? status : `${status} (${detail})`;
  return `${word} — ${phrase}`;
}

/** `2: insufficient_amount, high_risk`. */
function attemptsOf(catalogue: Catalogue, { payments, status }: Order): string | undefined {
  const refused = payments.filter((payment) => payment.status === 'failed');
  if (refused.length === 0 || status === 'failed') return undefined;
  const why = refused.flatMap(({ status_detail }) => status_detail ?? []);
  const [only] = why;
  const phrase =
    only === undefined ? undefined : catalogue.statusPhrase(only, 'payment_status_detail');
  const text = why.length === 1 && phrase !== undefined ? `${only} (${phrase})` : why.join(', ');
  return text === '' ? String(refused.length) : `${refused.length}: ${text}`;
}

/** A printed code outlives its order, one of the order's own does not. */
function codeOf(catalogue: Catalogue, { mode, status }: Order): string | undefined {
  const words = catalogue.orderFacts;
  const isOver = isOneOf(status, ['canceled', 'expired']);
  if (!isOver && status !== 'created') return undefined;
  if (mode === 'static') return isOver ? words.code_static_over : words.code_static_open;
  if (mode === 'dynamic') return isOver ? words.code_dynamic_over : words.code_dynamic_open;
  if (mode !== 'hybrid') return undefined;
  return isOver ? words.code_hybrid_over : words.code_hybrid_open;
}

/** Its keys are a contract, like those of `explain --json` itself: they only ever grow. */
function documentOf(catalogue: Catalogue, order: Order, back: MoneyBack): object {
  const { payments, status, cancel_denial: denial } = order;
  const refused = payments.filter((payment) => payment.status === 'failed');
  return {
    known: isKnown(catalogue, order),
    status_detail: order.status_detail ?? null,
    reference: order.external_reference ?? null,
    mode: order.mode ?? null,
    created: order.created_date ?? null,
    last_change: order.last_updated_date ?? null,
    paid: back.paid ?? null,
    refunded: backOf(back) ?? null,
    refund_pending: back.pending ?? null,
    left_to_refund: (status === 'charged_back' ? undefined : back.left) ?? null,
    refused_attempts: refused.map(({ status_detail = null }) => status_detail),
    cancel_reason: order.cancel_reason ?? null,
    cancel_denied:
      denial === undefined ? null : { at: denial.at ?? null, reason: denial.reason ?? null },
  };
}
