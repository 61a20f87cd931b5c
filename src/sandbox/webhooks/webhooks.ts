import { sentence } from '../../language/sentence.ts';
import { randomBytes } from 'node:crypto';
import { usageError } from '../../errors.ts';
import type { OnChange, OrderChange } from '../changes.ts';
import { redact } from '../log.ts';
import type { Sandbox } from '../sandbox.ts';
import { sandboxSystems } from '../systems.ts';
import { parseWebhookFault, planWebhookFaults, type WebhookFaultName } from './faults.ts';
import { mercadoPagoNotice, mollieNotice, type Notice, type Spelling } from './notices.ts';
import { post } from './post.ts';
import { planOf } from './schedule.ts';
import { checkTarget, mayPostTo } from './target.ts';

/** Where Mercado Pago's notifications go, and how. */
export interface WebhookSetting {
  /** Undefined: nowhere. */
  url: string | undefined;
  /** `lower-id`, `seconds`, `unsigned`, `thin`. */
  as: readonly string[];
  /** As `--webhook-fault` takes them. */
  faults: readonly string[];
}

/** The same after a change, with the secret where the sandbox made it: nobody else could tell it. */
export interface WebhookAnswer extends WebhookSetting {
  secret?: string;
}

/** What is left out stays as it is; null as url: notifications go nowhere. */
export interface WebhookChange {
  url?: string | null;
  secret?: string;
  as?: readonly string[];
  faults?: readonly string[];
}

/** One attempt to send a notification of a change, or why there was none. */
export interface SentWebhook {
  /** Counts from 1. */
  number: number;
  /** By the sandbox's clock (ISO 8601). */
  at: string;
  system: string;
  order: string;
  action: string;
  /** What was asked, with its query; where it was not sent, what it was for. */
  url: string;
  /** From 0. */
  attempt: number;
  headers: Record<string, string>;
  body: string;
  /** The answer's; undefined where there was none. */
  status: number | undefined;
  /** Why it was not answered, or not sent. */
  error: string | undefined;
  fault: WebhookFaultName | undefined;
  /** When it is sent again (ISO 8601). */
  next: string | undefined;
}

export interface Webhooks {
  read(): WebhookSetting;
  /** Throws a usage error for what is none of it, and changes nothing then. */
  write(change: WebhookChange): WebhookAnswer;
  /** The last ones, the oldest first. */
  sent(): readonly SentWebhook[];
  /** Is told of each attempt from now on; gives what ends that. A listener must not throw. */
  listen(listener: (sent: SentWebhook) => void): () => void;
  /**
   * Is told from now on of each order that another process on the folder made, about a second later and
   * as it is then; gives what ends that. A listener must not throw.
   */
  onFound(listener: OnChange): () => void;
  /** Drops what is to be sent again, and what was. */
  clear(): void;
  /** Sends nothing more. */
  close(): Promise<void>;
}

interface WebhooksOptions {
  /** Hosts beside this machine's that may be posted to. */
  allowHosts?: readonly string[];
  /** Ms until the clock and the orders are looked at again. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Milliseconds of a monotonic clock. */
  monotonic: () => number;
  onSent?: (sent: SentWebhook) => void;
}

/** A notice on its way. */
interface Delivery {
  notice: Notice;
  /** By the sandbox's clock, in ms. */
  due: number;
  attempt: number;
  fault: WebhookFaultName | undefined;
  /** An attempt by another sender, which sends nothing again. */
  isOnce?: boolean;
}

const spellings: Readonly<Record<string, Spelling>> = {
  'lower-id': { lowerId: true },
  seconds: { seconds: true },
  unsigned: { unsigned: true },
  thin: { thin: true },
};
const webhookSpellings = Object.keys(spellings);

const mostSent = 500;
/** The clock may be turned by another process, and time alone ends orders and refunds. */
const lookEveryMs = 250;
/** Every so many looks, the orders are listed for those that another process made. */
const listEvery = 4;
/** Where so many in a row are known, those before them are too. */
const knownInARow = 50;
/** Of each system, at the start; `look` goes on with a thousand in all. */
const mostListed = 400;
const mostSeen = 10_000;
/** One that waits for the next goes by itself after this long. */
const heldMs = 60_000;

/** What a secret is where none is given: as the panel makes them, 64 hexadecimal digits. */
export const makeWebhookSecret = (): string => randomBytes(32).toString('hex');

/**
 * Tells of each change of an order as the order systems do: Mercado Pago's to one URL, Mollie's to the
 * `webhookUrl` of the order. Retries go by the sandbox's clock.
 */
export function openWebhooks(
  sandbox: Pick<Sandbox, 'onChange' | 'know' | 'orders' | 'look' | 'clock'>,
  { allowHosts = [], sleep, monotonic, onSent }: WebhooksOptions,
): Webhooks {
  const ending = new AbortController();
  let setting: WebhookSetting = { url: undefined, as: [], faults: [] };
  let secret = makeWebhookSecret();
  let isGenerated = true;
  let faultOf = planWebhookFaults([]);
  let sent: SentWebhook[] = [];
  const listeners = new Set(onSent === undefined ? [] : [onSent]);
  const finders = new Set<OnChange>();
  let count = 0;
  let waiting: Delivery[] = [];
  /** The notices that wait for the next one of their receiver. */
  let heldDeliveries: Delivery[] = [];
  /** One after the other for each order, so that they come in order unless a fault says otherwise. */
  const underway = new Map<string, Promise<void>>();

  const note = (delivery: Delivery, at: Date, entry: Partial<SentWebhook>) => {
    const { notice, attempt, fault } = delivery;
    const { system, order, action, url } = notice;
    const one: SentWebhook = {
      number: (count += 1),
      at: at.toISOString(),
      system,
      order,
      action,
      attempt,
      fault,
      url: redact(url),
      headers: {},
      body: '',
      status: undefined,
      error: undefined,
      next: undefined,
      ...entry,
    };
    sent = [...sent.slice(1 - mostSent), one];
    listeners.forEach((listener) => listener(one));
  };

  const send = async (delivery: Delivery): Promise<void> => {
    const { notice, attempt, isOnce = false } = delivery;
    const at = sandbox.clock.now();
    if (!mayPostTo(notice.url, allowHosts)) {
      return note(delivery, at, { error: 'not sent: its host was not named by --webhook-allow' });
    }
    const plan = planOf(notice.system);
    const request = notice.request(attempt, at);
    const { signal } = ending;
    const end = await post(request, { timeoutMs: plan.timeoutMs, signal });
    if (signal.aborted) return;
    const isAccepted = 'status' in end && plan.isAccepted(end.status);
    const pauseMs = isAccepted || isOnce ? undefined : plan.pauseAfter(attempt);
    const due = pauseMs === undefined ? undefined : sandbox.clock.now().getTime() + pauseMs;
    if (due !== undefined) waiting.push({ ...delivery, due, attempt: attempt + 1 });
    note(delivery, at, {
      url: redact(request.url),
      headers: request.headers,
      body: request.body,
      status: 'status' in end ? end.status : undefined,
      error: 'error' in end ? end.error : undefined,
      next: due === undefined ? undefined : new Date(due).toISOString(),
    });
  };

  const keyOf = ({ notice: { system, order } }: Delivery) => `${system} ${order}`;
  /** Sends it, behind what is underway for its order, and behind `other`. */
  const start = (delivery: Delivery, other?: Promise<void>): void => {
    const key = keyOf(delivery);
    const before = Promise.all([underway.get(key), other]);
    const work = before
      .then(() => send(delivery))
      .catch(() => undefined) // a delivery must not end the sandbox
      .finally(() => {
        if (underway.get(key) === work) underway.delete(key);
      });
    underway.set(key, work);
  };

  const startDue = (): void => {
    const now = sandbox.clock.now().getTime();
    const isDue = ({ due }: Delivery) => due <= now;
    const due = [...waiting, ...heldDeliveries].filter(isDue).sort((a, b) => a.due - b.due);
    waiting = waiting.filter((one) => !isDue(one));
    heldDeliveries = heldDeliveries.filter((one) => !isDue(one));
    due.forEach((one) => start(one));
  };

  /** What a notice comes to, by the fault that meets it. */
  const take = (notice: Notice): void => {
    const now = sandbox.clock.now();
    const due = now.getTime();
    const fault = faultOf(notice.action);
    const delivery: Delivery = { notice, due, attempt: 0, fault: fault?.name };
    const behind = heldDeliveries.filter(({ notice: other }) => other.url === notice.url);
    heldDeliveries = heldDeliveries.filter((one) => !behind.includes(one));
    switch (fault?.name) {
      case 'never':
        note(delivery, now, { error: 'not sent, by a fault' });
        break;
      case 'late':
        waiting.push({ ...delivery, due: due + fault.delayMs });
        break;
      case 'out-of-order':
        heldDeliveries.push({ ...delivery, due: due + heldMs });
        break;
      case 'twice':
        start(delivery);
        start({ ...delivery, isOnce: true });
        break;
      case 'forged': {
        const forged = notice.signedWith?.(makeWebhookSecret()) ?? notice;
        start({ ...delivery, notice: forged, isOnce: true });
        start({ ...delivery, fault: undefined });
        break;
      }
      case 'wrong-secret':
        start({ ...delivery, notice: notice.signedWith?.(makeWebhookSecret()) ?? notice });
        break;
      default:
        start(delivery);
    }
    const overtaking = underway.get(keyOf(delivery));
    behind.forEach((one) => start(one, overtaking));
  };

  const noticeOf = (change: OrderChange): Notice | undefined => {
    if (change.system === 'mollie') return mollieNotice(change);
    const { url, as } = setting;
    if (change.system !== 'mercadopago' || url === undefined) return undefined;
    const spelling = Object.assign({}, ...as.map((name) => spellings[name])) as Spelling;
    return mercadoPagoNotice(change, { url, secret, spelling }, sandbox.clock.now());
  };

  const stopListening = sandbox.onChange((change) => {
    see(change);
    const notice = noticeOf(change);
    if (notice !== undefined) take(notice);
  });

  /** The orders that were met, however long ago. */
  const known = new Set<string>();
  const see = ({ system, id }: Pick<OrderChange, 'system' | 'id'>): void => {
    known.add(`${system} ${id}`);
    const [oldest] = known;
    if (known.size > mostSeen && oldest !== undefined) known.delete(oldest);
  };

  /** Takes in orders that another process made: `isFirst` those that were there before. */
  const discover = async ({ isFirst }: { isFirst: boolean }): Promise<void> => {
    for (const { name: system } of sandboxSystems) {
      const changes: { system: string; id: string; after: object }[] = [];
      let inARow = 0;
      for await (const { order } of sandbox.orders(system)) {
        const { id = '', orderId = id } = order as { id?: string; orderId?: string }; // VTEX's
        const isNew = !known.has(`${system} ${orderId}`);
        if (isNew) changes.push({ system, id: orderId, after: order });
        inARow = isNew ? 0 : inARow + 1;
        if (inARow > knownInARow || changes.length >= mostListed || ending.signal.aborted) break;
      }
      changes.reverse(); // the newest stands last, and is remembered longest
      changes.forEach((one) => {
        see(one);
        sandbox.know(one);
      });
      if (isFirst) continue;
      for (const one of changes) {
        finders.forEach((listener) => listener({ ...one, before: undefined }));
      }
      // Made and paid since the last list: what it was made as was not seen.
      for (const { after, ...one } of changes) {
        const before = { ...after, status: 'created', status_detail: 'created' };
        const notice = noticeOf({ ...one, before, after });
        if (notice !== undefined) take(notice);
      }
    }
  };

  const watch = async (): Promise<void> => {
    let pauseMs = lookEveryMs;
    let looks = 0;
    await discover({ isFirst: true }).catch(() => undefined);
    while (!ending.signal.aborted) {
      await sleep(pauseMs, ending.signal);
      const began = monotonic();
      // A folder that fails is told to whoever asks the sandbox for something.
      await sandbox.look().catch(() => undefined);
      looks += 1;
      if (looks % listEvery === 0) await discover({ isFirst: false }).catch(() => undefined);
      startDue();
      pauseMs = Math.max(lookEveryMs, 20 * (monotonic() - began)); // with many orders it takes longer
    }
  };
  const watching = watch().catch(() => undefined);

  return {
    read: () => setting,
    write(change) {
      const url = change.url === null ? undefined : (change.url ?? setting.url);
      if (url !== undefined) checkTarget(url, allowHosts);
      const as = change.as ?? setting.as;
      as.forEach(checkSpelling);
      if (change.secret !== undefined) checkSecret(change.secret);
      if (change.faults !== undefined) {
        faultOf = planWebhookFaults(change.faults.map(parseWebhookFault));
      }
      isGenerated &&= change.secret === undefined;
      secret = change.secret ?? secret;
      setting = { url, as: [...as], faults: [...(change.faults ?? setting.faults)] };
      return isGenerated && url !== undefined ? { ...setting, secret } : setting;
    },
    sent: () => sent,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    onFound(listener) {
      finders.add(listener);
      return () => void finders.delete(listener);
    },
    clear() {
      [waiting, heldDeliveries, sent] = [[], [], []];
    },
    async close() {
      stopListening();
      ending.abort();
      await Promise.all([watching, ...underway.values()]);
    },
  };
}

function checkSpelling(name: string): void {
  if (webhookSpellings.includes(name)) return;
  throw usageError(sentence('"{name}" is not a form of a notification.', { name }), {
    hint: sentence('The ways: {names}.', { names: webhookSpellings.join(', ') }),
  });
}

function checkSecret(secret: string): void {
  if (/^[\x21-\x7e]{8,256}$/.test(secret)) return;
  throw usageError(sentence('This is not the secret of a webhook.'), {
    code: 'malformed_webhook_secret',
    hint: sentence('It is one word of 8 to 256 characters, without spaces and line breaks.'),
  });
}
