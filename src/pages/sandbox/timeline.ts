import type { ControlledOrder } from '../../sandbox/control/control.ts';
import type { SeenChange } from '../../sandbox/control/news.ts';
import type { LoggedRequest } from '../../sandbox/log.ts';
import type { SentWebhook } from '../../sandbox/webhooks/webhooks.ts';
import { factsOf } from './facts.ts';
import type { Texts } from './texts.ts';

interface Moment {
  /** Milliseconds since 1970, by the sandbox's clock. */
  at: number;
  kind: 'change' | 'request' | 'webhook';
  words: string;
  /** Of a change: the status that it came to. */
  status?: string;
  key: string;
}

/** Whether a request asked for this order, or made it. */
export const isAbout = ({ method, path, answer }: LoggedRequest, id: string): boolean =>
  path.includes(id) || (method === 'POST' && (answer?.body.includes(`"${id}"`) ?? false));

/** What is known to have happened to an order, the newest first. */
export function timelineOf(
  order: ControlledOrder,
  data: {
    changes: readonly SeenChange[];
    requests: readonly LoggedRequest[];
    webhooks: readonly SentWebhook[];
  },
  t: Texts,
): Moment[] {
  const { id } = order;
  const changes = data.changes.filter((change) => change.id === id);
  const moments: Moment[] = [
    ...changes.map((change): Moment => {
      const { words, status } = tell(change, t);
      return { at: Date.parse(change.at), kind: 'change', words, status, key: `c${change.number}` };
    }),
    ...data.requests
      .filter((request) => isAbout(request, id))
      .map(({ number, at, method, path, answer, fault }): Moment => {
        const end = answer === undefined ? t.noAnswer : String(answer.status);
        const why = fault === undefined ? '' : ` (${t.fault}: ${fault})`;
        const words = `${method} ${path} → ${end}${why}`;
        return { at: Date.parse(at), kind: 'request', words, key: `r${number}` };
      }),
    ...data.webhooks
      .filter((webhook) => webhook.order === id)
      .map(({ number, at, action, url, status, error }): Moment => {
        const words = `${action} → ${url}: ${status ?? error ?? t.noAnswer}`;
        return { at: Date.parse(at), kind: 'webhook', words, key: `w${number}` };
      }),
  ];
  const { created } = factsOf(order);
  // Made before this sandbox was served, or by another process.
  if (changes[0]?.before !== undefined || changes.length === 0) {
    moments.push({ at: created, kind: 'change', words: t.wasCreated, key: 'made' });
  }
  return moments.filter(({ at }) => !Number.isNaN(at)).sort((a, b) => b.at - a.at || later(b, a));
}

/** Of one instant: a request comes, the order changes, then others are told. */
const rank = { request: 0, change: 1, webhook: 2 };
const numberOf = ({ key }: Moment): number => Number(key.slice(1)) || 0;
const later = (a: Moment, b: Moment): number =>
  rank[a.kind] - rank[b.kind] || numberOf(a) - numberOf(b);

interface Doc {
  status?: unknown;
  transactions?: {
    payments?: { status?: unknown; status_detail?: unknown }[];
    refunds?: { id?: unknown; amount?: unknown; status?: unknown }[];
  };
  amountRefunded?: { value?: unknown };
}

const word = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What a change is, in words, and the status that it brought the order to, if another. */
function tell({ before, after }: SeenChange, t: Texts): { words: string; status?: string } {
  const [was, is] = [before as Doc | undefined, after as Doc];
  const now = word(is.status);
  if (was === undefined) return { words: t.wasCreated, ...(now !== 'created' && { status: now }) };
  const isMoved = is.status !== was.status;
  const end = isMoved ? { status: now } : {};
  const [refunds, known] = [is.transactions?.refunds ?? [], was.transactions?.refunds ?? []];
  const refund = refunds.find((one, at) => one.status !== known[at]?.status);
  if (refund !== undefined) {
    return { words: `${t.wasRefunded} ${word(refund.amount)} ${word(refund.status)}`, ...end };
  }
  const refunded = word(is.amountRefunded?.value);
  if (refunded !== word(was.amountRefunded?.value)) {
    return { words: `${t.wasRefunded} ${refunded}`, ...end };
  }
  if (isMoved) return { words: `${word(was.status)} →`, ...end };
  const payment = is.transactions?.payments?.[0];
  return payment?.status === 'failed'
    ? { words: `${t.wasRefused}: ${word(payment.status_detail)}` }
    : { words: t.changed };
}
