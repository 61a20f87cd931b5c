import { sentence } from '../../language/sentence.ts';
import { CliError, usageError } from '../../errors.ts';
import type { ClockReading } from '../clock.ts';
import type { FaultSetting, FaultSwitch } from '../faults/switch.ts';
import type { LoggedRequest, RequestLog } from '../log.ts';
import { type DisputeOutcome, disputeOutcomes } from '../mercadopago/chargebacks.ts';
import {
  type PaymentMethodType,
  paymentMethodTypes,
  type WirePos,
  type WireStore,
} from '../mercadopago/wire.ts';
import type { Sandbox } from '../sandbox.ts';
import { sandboxSystems } from '../systems.ts';
import type {
  SentWebhook,
  WebhookAnswer,
  WebhookChange,
  Webhooks,
  WebhookSetting,
} from '../webhooks/webhooks.ts';
import type { News, SeenChange } from './news.ts';
import { openSeller } from './seller.ts';
import { spanMs } from './span.ts';

/** An order as its system's GET gives it. */
export interface ControlledOrder {
  /** As `--provider` names it. */
  system: string;
  id: string;
  status: string;
  order: object;
}

/** How a customer pays. */
export interface PayWith {
  /** `account_money` when left out; also `credit_card`, `debit_card`, `prepaid_card`. */
  method?: string;
  installments?: number;
  /** What is paid when it is not what was asked for: `49.50`. */
  amount?: string;
  /** Attempts that are refused before: the `status_detail` of each, the first one first. */
  refusals?: readonly string[];
}

interface OrderFilter {
  system?: string;
  status?: string;
  limit?: number;
}

interface AddOrder {
  system: string;
  /** The system's first one when left out. */
  status?: string;
  /** VTEX: its seller says no to a cancellation. */
  denies?: boolean;
  /** VTEX: how long its seller takes to answer, such as `3s`, or in ms. */
  delay?: string | number;
  /** A profile of the sandbox, whose order it is. */
  profile?: string;
}

export interface Clock {
  /** ISO 8601. */
  now: string;
  frozen: boolean;
}

/** How to turn the clock: one of these. */
export interface TurnClock {
  /** Lets time pass: `15m`, `1h30m`, or ms. */
  advance?: string | number;
  /** Turns it to a time (ISO 8601), forward or back. */
  now?: string;
  /** Stops it, or lets it go on. */
  frozen?: boolean;
}

/** `at-once` is each system's usual way. */
export interface Refunds {
  way: 'at-once' | 'delayed' | 'failing';
  /** How long a refund takes, in ms. */
  delayMs?: number;
}

/** Whether Mercado Pago refuses what is below the least amount of a country: 15.00 in Argentina. */
export interface MinimumAmount {
  enforced: boolean;
}

/** Everything that can be done to a sandbox beside asking its APIs. Errors are CliErrors. */
export interface SandboxControl {
  /**
   * Newest first, one system after the other; of one system or in one status where they are named, and
   * at most `limit` of a system.
   */
  orders: (filter?: OrderFilter) => Promise<ControlledOrder[]>;
  order: (id: string) => Promise<ControlledOrder>;
  /** The text of the order's code, which only the answer to its create has; undefined where it has none. */
  qrData: (id: string) => Promise<string | undefined>;
  /** The last changes of orders that were seen here, the oldest first; of one order where it is named. */
  changes: (filter?: { order?: string }) => Promise<readonly SeenChange[]>;
  add: (options: AddOrder) => Promise<ControlledOrder>;
  /** Pays an order as its customer would: a Mercado Pago order by wallet; Mollie's becomes paid. */
  pay: (id: string, options?: PayWith) => Promise<ControlledOrder>;
  /** Refuses an attempt to pay a Mercado Pago order. */
  refuse: (id: string, options?: { detail?: string }) => Promise<ControlledOrder>;
  expire: (id: string) => Promise<ControlledOrder>;
  move: (id: string, status: string) => Promise<ControlledOrder>;
  /**
   * Has the customer's bank take the payment of a paid order of Mercado Pago back: the order is
   * charged_back. With `outcome` the dispute is decided: `settled`, the customer keeps the money;
   * `reimbursed`, the seller does.
   */
  dispute: (id: string, options?: { outcome?: string }) => Promise<ControlledOrder>;
  /** Cancels an order as its seller would, by the API. */
  cancel: (id: string) => Promise<ControlledOrder>;
  /** Refunds an order as its seller would, by the API: all of it, or `amount` (Mercado Pago). */
  refund: (id: string, options?: { amount?: string }) => Promise<ControlledOrder>;
  /** Gives a seller of Mercado Pago a point of sale. */
  addPos: (pos: { external_id: string; profile?: string }) => Promise<WirePos>;
  pos: (seller?: { profile?: string }) => Promise<Partial<WirePos>[]>;
  addStore: (store: object, seller?: { profile?: string }) => Promise<WireStore>;
  stores: (seller?: { profile?: string }) => Promise<object[]>;
  clock: () => Promise<Clock>;
  turnClock: (turn: TurnClock) => Promise<Clock>;
  faults: () => Promise<FaultSetting>;
  /** In place of all there are; none turns them off. */
  setFaults: (setting: { faults: readonly string[]; seed?: number }) => Promise<FaultSetting>;
  refunds: () => Promise<Refunds>;
  setRefunds: (refunds: Refunds) => Promise<Refunds>;
  minimumAmount: () => Promise<MinimumAmount>;
  setMinimumAmount: (setting: MinimumAmount) => Promise<MinimumAmount>;
  /** The last requests to the APIs and their answers, without keys, the oldest first. */
  requests: () => Promise<readonly LoggedRequest[]>;
  forgetRequests: () => Promise<void>;
  /** Where Mercado Pago's notifications go and how; the secret is not told. */
  webhooks: () => Promise<WebhookSetting>;
  /** The secret is told where the sandbox made it. */
  setWebhooks: (change: WebhookChange) => Promise<WebhookAnswer>;
  /** The last webhooks, an entry an attempt, the oldest first. */
  sentWebhooks: () => Promise<readonly SentWebhook[]>;
  /** Forgets all orders, points of sale and stores, turns the clock back, the faults off, the log empty. */
  reset: () => Promise<void>;
}

/** What of a sandbox in a process is not on its disk. */
interface ServedParts {
  faults: FaultSwitch;
  log: RequestLog;
  webhooks?: Webhooks;
  news?: News;
}

/** Controls a sandbox of this process. Without `served`, it has neither faults nor a log. */
export function openControl(sandbox: Sandbox, served?: ServedParts): SandboxControl {
  const readControlled = async (id: string) => controlled(await sandbox.find(id));
  const parts = (): ServedParts => {
    if (served !== undefined) return served;
    throw usageError(
      sentence('Faults, webhooks and requests are those of a sandbox that is being served.'),
      {
        code: 'sandbox_not_served',
        hint: sentence('Serve one, and name it with --base-url.'),
        next: ['mp-orders sandbox serve'],
      },
    );
  };
  const webhooks = (): Webhooks => {
    const open = parts().webhooks;
    if (open !== undefined) return open;
    throw usageError(sentence('This sandbox sends no webhooks.'), {
      code: 'no_webhooks',
      hint: sentence('A sandbox of `sandbox serve` does.'),
      next: ['mp-orders sandbox serve'],
    });
  };
  const mercadopago = () => sandbox.sellers();
  const seller = openSeller(sandbox);
  return {
    async orders({ system, status, limit = Infinity } = {}) {
      const names = system === undefined ? sandboxSystems.map(({ name }) => name) : [system];
      const all: ControlledOrder[] = [];
      for (const name of names) {
        const most = all.length + limit;
        for await (const one of sandbox.orders(name)) {
          if (all.length >= most) break;
          const order = controlled(one);
          if (status === undefined || order.status === status) all.push(order);
        }
      }
      return all;
    },
    order: readControlled,
    qrData: (id) => sandbox.qrData(id),
    async changes({ order } = {}) {
      const all = parts().news?.changes() ?? [];
      return order === undefined ? all : all.filter(({ id }) => id === order);
    },
    async add({ system, status, denies, delay, profile }) {
      const delayMs = delay === undefined ? undefined : spanMs(delay);
      if (denies !== undefined || delay !== undefined) refuseNoSeller(system);
      const order = await (await sandbox.system(system)).add({ status, denies, delayMs, profile });
      return controlled({ system, order });
    },
    async pay(id, { method = 'account_money', ...how } = {}) {
      const { system } = await sandbox.find(id);
      if (system === 'mollie') {
        refuseWallet(how, method);
        return controlled(await sandbox.move(id, 'paid'));
      }
      refuseOther(system, 'pay', id);
      const order = await sandbox.pay(id, readMethod(method), how);
      return controlled({ system, order });
    },
    async refuse(id, { detail } = {}) {
      const { system } = await sandbox.find(id);
      refuseOther(system, 'refuse', id);
      return controlled({ system, order: await sandbox.fail(id, detail) });
    },
    async expire(id) {
      const { system } = await sandbox.find(id);
      if (system === 'mollie') return controlled(await sandbox.move(id, 'expired'));
      refuseOther(system, 'expire', id);
      return controlled({ system, order: await sandbox.expire(id) });
    },
    async dispute(id, { outcome } = {}) {
      const { system } = await sandbox.find(id);
      refuseOther(system, 'dispute', id);
      return controlled({ system, order: await sandbox.dispute(id, readOutcome(outcome)) });
    },
    move: async (id, status) => controlled(await sandbox.move(id, status)),
    cancel: async (id) => controlled(await seller.cancel(id)),
    refund: async (id, options) => controlled(await seller.refund(id, options)),
    addPos: ({ external_id, profile }) => sandbox.addPos(external_id, profile),
    pos: async ({ profile } = {}) => (await mercadopago()).pos(profile),
    addStore: async (store, { profile } = {}) => (await mercadopago()).addStore(store, profile),
    stores: async ({ profile } = {}) => (await mercadopago()).stores(profile),
    clock: async () => readingOf(await sandbox.clock.read()),
    async turnClock(turn) {
      const reading = await turnClock(sandbox, turn);
      served?.news?.tell('clock', reading);
      return reading;
    },
    faults: async () => parts().faults.read(),
    async setFaults(wish) {
      const setting = parts().faults.write(wish);
      served?.news?.tell('faults', setting);
      return setting;
    },
    refunds: () => refundsOf(sandbox),
    async setRefunds({ way, delayMs = 5000 }) {
      await sandbox.refunds.write(way === 'at-once' ? undefined : { way, delayMs });
      return refundsOf(sandbox);
    },
    minimumAmount: async () => ({ enforced: await sandbox.minimumAmount.read() }),
    async setMinimumAmount({ enforced }) {
      await sandbox.minimumAmount.write(enforced);
      return { enforced };
    },
    requests: async () => parts().log.entries(),
    forgetRequests: async () => parts().log.clear(),
    webhooks: async () => webhooks().read(),
    setWebhooks: async (change) => webhooks().write(change),
    sentWebhooks: async () => webhooks().sent(),
    async reset() {
      await sandbox.reset();
      served?.faults.write({ faults: [] });
      served?.log.clear();
      served?.webhooks?.clear();
      served?.news?.clear();
    },
  };
}

function controlled({ system, order }: { system: string; order: object }): ControlledOrder {
  const { id, orderId, status } = order as { id?: unknown; orderId?: unknown; status?: unknown };
  return { system, id: String(orderId ?? id), status: String(status), order };
}

const refundsOf = async (sandbox: Sandbox): Promise<Refunds> =>
  (await sandbox.refunds.read()) ?? { way: 'at-once' };

const readingOf = ({ now, isFrozen }: ClockReading): Clock => ({
  now: now.toISOString(),
  frozen: isFrozen,
});

async function turnClock({ clock }: Sandbox, { advance, now, frozen }: TurnClock): Promise<Clock> {
  const wishes = [advance, now, frozen].filter((wish) => wish !== undefined);
  if (wishes.length !== 1) {
    throw usageError('The clock is turned by one of advance, now and frozen.', {
      code: 'invalid_clock',
    });
  }
  if (advance !== undefined) {
    const ms = spanMs(advance);
    const { now: before } = await clock.read();
    if (isWritable(new Date(before.getTime() + ms))) return readingOf(await clock.advance(ms));
    throw tooLate();
  }
  if (frozen !== undefined) return readingOf(await (frozen ? clock.freeze() : clock.resume()));
  const to = timeOf(now ?? '');
  if (to === undefined) {
    throw usageError(sentence('{text} is not a time.', { text: JSON.stringify(now) }), {
      code: 'invalid_clock',
      hint: sentence('Write one like 2026-03-01T12:00:00Z.'),
    });
  }
  if (isWritable(to)) return readingOf(await clock.set(to));
  throw tooLate();
}

/** A time in ISO 8601; undefined where it is none, such as the 30th of February. */
function timeOf(text: string): Date | undefined {
  const [, day = ''] = /^(\d{4}-\d\d-\d\d)(T[\d:.]+(Z|[+-]\d\d:\d\d)?)?$/.exec(text) ?? [];
  const [time, midnight] = [new Date(text), new Date(`${day}T00:00:00Z`)];
  if (day === '' || Number.isNaN(time.getTime()) || Number.isNaN(midnight.getTime())) {
    return undefined;
  }
  return midnight.toISOString().startsWith(day) ? time : undefined; // else it rolled over
}

/** What lies outside of these years cannot be written down in order ids. */
const isWritable = (at: Date): boolean => at.getUTCFullYear() >= 1971 && at.getUTCFullYear() < 9000;

const tooLate = () =>
  usageError(sentence('The clock goes from the year 1971 to the year 8999.'), {
    code: 'invalid_clock',
  });

function readMethod(text: string): PaymentMethodType {
  const method = paymentMethodTypes.find((one) => one === text);
  if (method) return method;
  throw usageError(`There is no payment method ${JSON.stringify(text)} here.`, {
    hint: `The methods: ${paymentMethodTypes.join(', ')}.`,
  });
}

function readOutcome(text: string | undefined): DisputeOutcome | undefined {
  const outcome = disputeOutcomes.find((one) => one === text);
  if (text === undefined || outcome) return outcome;
  throw usageError(`A dispute does not end as ${JSON.stringify(text)}.`, {
    hint: `It ends as one of: ${disputeOutcomes.join(', ')}.`,
  });
}

/** `denies` and `delay` say nothing where no seller is asked. */
function refuseNoSeller(name: string): void {
  const known = sandboxSystems.find((one) => one.name === name);
  if (known === undefined || known.asksSellers === true) return; // one that is none is told as that
  throw usageError(
    sentence('Sellers of {name} are not asked: denies and delay are those of another system.', {
      name,
    }),
    {
      hint: sentence('Leave them out.'),
    },
  );
}

function refuseWallet(how: Omit<PayWith, 'method'>, method: string): void {
  if (Object.values(how).every((one) => one === undefined) && method === 'account_money') return;
  throw usageError(sentence('How an order is paid can be chosen for Mercado Pago only.'), {
    code: 'wrong_sandbox_verb',
  });
}

function refuseOther(system: string, verb: string, id: string): void {
  if (system === 'mercadopago') return;
  throw new CliError(
    2,
    'wrong_sandbox_verb',
    sentence('{verb} drives no orders of this system; {id} is one of {system}.', {
      verb,
      id,
      system,
    }),
    { hint: sentence('Move it to the status that it should have.') },
  );
}
