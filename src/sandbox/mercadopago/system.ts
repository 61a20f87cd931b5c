import { sentence } from '../../language/sentence.ts';
import { randomInt, randomUUID } from '../../quick-crypto.ts';
import { CliError, exitCodes, usageError } from '../../errors.ts';
import { type SandboxAccount, sandboxAccounts } from '../accounts.ts';
import type { Machine } from '../machine.ts';
import type { OnChange } from '../changes.ts';
import type { Store } from '../store.ts';
import type { AddOptions, SandboxSystem } from '../system.ts';
import { newChargebackId, newRefundId } from './build-order.ts';
import { beginDispute, decideDispute, type DisputeOutcome } from './chargebacks.ts';
import { ClassicRefusal } from './errors.ts';
import { cents, isAmount } from './money.ts';
import { cancelOrder, expireOrder, failPayment, orderAt, payOrder } from './order-states.ts';
import { newOperation } from './payments.ts';
import { insertPos, isExternalPosId, listPos } from './pos.ts';
import { left, refundOrder } from './refund-states.ts';
import { openState, type State } from './state.ts';
import { createStore, searchStores } from './stores.ts';
import type { OrderRecord, PaymentMethodType, WireOrder, WirePos, WireStore } from './wire.ts';

/** A page that holds everything. */
const all = new URLSearchParams({ limit: '999999999' });

/** Each attempt is a version of the order. */
const mostRefusals = 20;

/** How a customer pays. */
export interface PayOptions {
  /** 1 when left out. */
  installments?: number;
  /** What is paid when it is not what was asked for: a decimal in the order's currency. */
  amount?: string;
  /** The `status_detail` of each attempt that is refused before, the first one first; 20 at most. */
  refusals?: readonly string[];
}

/** The embedded Mercado Pago: the API, and what customers and time would do. */
export interface MercadoPagoSystem extends SandboxSystem {
  /**
   * Pays an order as a customer with the wallet would, and returns it as GET gives it.
   * Throws CliError: exit 5 when there is no such order, 6 when its state does not allow it.
   */
  pay(id: string, method: PaymentMethodType, how?: PayOptions): Promise<WireOrder>;
  /**
   * Refuses a customer's attempt to pay; the order stays open, and may be paid or refused again.
   * `detail` is the payment's `status_detail` until then. Throws as `pay` does, and with exit 2
   * when the detail is no word of the API's kind.
   */
  fail(id: string, detail?: string): Promise<WireOrder>;
  /** Makes an order expire now. Throws as `pay` does. */
  expire(id: string): Promise<WireOrder>;
  /**
   * Begins a dispute of a paid order, as the customer's bank does, and decides it where `outcome` is
   * named; a dispute that was begun is decided only. Throws CliError: exit 5 when there is no such order,
   * 6 when its state does not allow it.
   */
  dispute(id: string, outcome?: DisputeOutcome): Promise<WireOrder>;
  /** The text of the order's code; undefined where it has none of its own, or is not there. */
  qrData(id: string): Promise<string | undefined>;
  /**
   * Gives a seller a point of sale, by default the seller of the profile `sandbox`.
   * Throws CliError: exit 6 when the seller has one of that name, 2 when the name is no good.
   */
  addPos(externalId: string, profile?: string): Promise<WirePos>;
  /** What a seller has, by the name of the seller's profile. Throws exit 2 for what is refused. */
  readonly sellers: {
    pos(profile?: string): Promise<Partial<WirePos>[]>;
    stores(profile?: string): Promise<object[]>;
    /** `store` is the body of a POST. */
    addStore(store: object, profile?: string): Promise<WireStore>;
  };
}

/** Eighteen digits, as in the pages' examples: no number of a program holds them exactly. */
const newCaseId = (): string =>
  [0, 1].map(() => String(randomInt(100_000_000, 1_000_000_000))).join('');

// What the API's pages on failed payments give for an issuer that says no and does not say why.
const defaultRefusal = 'rejected_by_issuer';

export function openMercadoPago(
  store: Store,
  machine: Machine,
  onChange?: OnChange,
): MercadoPagoSystem {
  const state = openState(store, machine, onChange);
  const { now } = machine;
  // Loaded when first asked, because paying needs no web framework.
  const load = async () => (await import('./app.ts')).createApp(state);
  let app: ReturnType<typeof load> | undefined;

  const system: MercadoPagoSystem = {
    name: 'mercadopago',
    async fetch(request, onTrouble) {
      app ??= load();
      return (await app).fetch(request, { onTrouble });
    },
    add: (options) => addOrder(state, system, options),
    move: (id, status) => moveOrder(state, system, id, status),
    async pay(id, method, { installments = 1, amount, refusals = [] } = {}) {
      checkPayment({ installments, amount });
      if (refusals.length > mostRefusals) {
        throw usageError(`An order is refused ${mostRefusals} attempts at most before it is paid.`);
      }
      refusals.forEach(checkDetail); // before the first of them is carried out
      for (const detail of refusals) await system.fail(id, detail);
      const record = await readOrder(state, id);
      if (record === undefined) throw noSuchOrder(id);
      const reference = await newOperation(state, id);
      const ofCashOut = record.order.transactions.cash_outs && (await newOperation(state, id));
      const payment = { method, installments, amount, reference, ofCashOut };
      return change(state, id, 'paid', (record, at) => payOrder(record, payment, at));
    },
    async fail(id, detail = defaultRefusal) {
      checkDetail(detail);
      const next = (record: OrderRecord, at: Date) => failPayment(record, detail, at);
      return change(state, id, 'refused a payment', next);
    },
    expire: (id) => change(state, id, 'expired', expireOrder),
    async dispute(id, outcome) {
      const isBegun = (await readOrder(state, id))?.order.status === 'charged_back';
      if (outcome === undefined || !isBegun) {
        const disputed = await update(state, id, (record, at) =>
          beginDispute(record, { id: newChargebackId(at), case_id: newCaseId() }, at),
        );
        if (outcome === undefined) return disputed;
      }
      return update(state, id, (record, at) => decideDispute(record, outcome, at));
    },
    qrData: async (id) => (await readOrder(state, id))?.qr_data,
    async find(id) {
      const record = await readOrder(state, id);
      return record && orderAt(record, now());
    },
    async *orders() {
      for await (const record of state.orders.list()) yield orderAt(record, now());
    },
    addPos: (externalId, profile) => addPos(state, findProfile(profile), externalId),
    sellers: {
      pos: async (profile) => (await listPos(state, findProfile(profile), all)).results,
      stores: async (profile) => (await searchStores(state, findProfile(profile), all)).results,
      addStore: (store, profile) =>
        createStore(state, findProfile(profile), store).catch((error: unknown) => {
          const isRefused = error instanceof ClassicRefusal;
          throw isRefused ? usageError(error.message) : error;
        }),
    },
  };
  return system;
}

function checkDetail(detail: string): void {
  if (/^[a-z][a-z0-9_]{0,63}$/.test(detail)) return;
  throw usageError(
    sentence('A status detail is a word in lower case, such as insufficient_amount.'),
    {
      code: 'invalid_status_detail',
    },
  );
}

function checkPayment({ installments, amount }: { installments: number; amount?: string }): void {
  if (!Number.isInteger(installments) || installments < 1 || installments > 99) {
    throw usageError('Installments are a whole number from 1 to 99.');
  }
  if (amount !== undefined && !(isAmount(amount) && cents(amount) > 0n && amount.length <= 15)) {
    throw usageError(sentence('"{text}" is not an amount.', { text: amount }), {
      hint: sentence('Write one like 49.50, or 50.'),
    });
  }
}

/** What an order may be made as. */
const statuses = ['created', 'processed', 'canceled', 'expired', 'refunded', 'charged_back'];

/** Creates an order by the API, as any client would, and drives it from there. */
async function addOrder(
  state: State,
  system: MercadoPagoSystem,
  { status = 'created', profile }: AddOptions,
): Promise<object> {
  checkStatus(status);
  const seller = findProfile(profile);
  const body = {
    type: 'qr',
    external_reference: `sandbox-${randomUUID()}`,
    config: { qr: { external_pos_id: 'EXTERNALPOS019285', mode: 'dynamic' } },
    transactions: { payments: [{ amount: '50.00' }] },
  };
  const created = await post(system, seller, '/v1/orders', body);
  const { id } = (await created.json()) as { id: string };
  if (status === 'refunded') {
    await system.pay(id, 'account_money');
    // At once, however refunds are carried out here: the order is to be refunded, not on its way there.
    await update(state, id, (record, at) =>
      refundOrder(record, { id: newRefundId(at), amount: left(record.order) }, at),
    );
  }
  if (status === 'charged_back') await system.pay(id, 'account_money');
  return (await system.move(id, status)) ?? {};
}

async function post(
  system: MercadoPagoSystem,
  { token }: SandboxAccount,
  path: string,
  body?: object,
): Promise<Response> {
  const request = new Request(`http://sandbox${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'x-idempotency-key': randomUUID() },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  let trouble: CliError | undefined;
  const response = await system.fetch(request, (error) => (trouble = error));
  if (trouble !== undefined) throw trouble;
  if (response.ok) return response;
  throw usageError(`The sandbox's Mercado Pago answered ${response.status} to this account.`);
}

const readOrder = async (state: State, id: string): Promise<OrderRecord | undefined> =>
  /^\w+$/.test(id) ? (await state.orders.read(id))?.value : undefined;

async function moveOrder(
  state: State,
  system: MercadoPagoSystem,
  id: string,
  status: string,
): Promise<WireOrder | undefined> {
  const record = await readOrder(state, id);
  if (record === undefined) return undefined;
  checkStatus(status);
  const order = orderAt(record, state.machine.now());
  if (order.status === status) return order;
  if (status === 'processed') return system.pay(id, 'account_money');
  if (status === 'expired') return system.expire(id);
  if (status === 'charged_back') return system.dispute(id);
  if (status === 'canceled') {
    return change(state, id, 'canceled', (record, at) => cancelOrder(record, at, randomUUID()));
  }
  throw new CliError(
    exitCodes.conflict,
    'order_not_open',
    sentence('Order {id} is {status}, and does not become {wanted} here.', {
      id,
      status: order.status,
      wanted: status,
    }),
    { hint: sentence('A paid order is refunded by `mp-orders refund`.') },
  );
}

function checkStatus(status: string): void {
  if (statuses.some((one) => one === status)) return;
  throw usageError(
    sentence('{title} has no status {status}.', {
      title: 'Mercado Pago',
      status: JSON.stringify(status),
    }),
    {
      code: 'unknown_status',
      hint: sentence('Its statuses: {names}.', { names: statuses.join(', ') }),
    },
  );
}

type Next = (record: OrderRecord, at: Date) => OrderRecord;

const notOpen = {
  paid: (values: { id: string; status: string }) =>
    sentence('Order {id} is {status}, so it cannot be paid.', values),
  'refused a payment': (values: { id: string; status: string }) =>
    sentence('Order {id} is {status}, so it cannot be refused a payment.', values),
  expired: (values: { id: string; status: string }) =>
    sentence('Order {id} is {status}, so it cannot be expired.', values),
  canceled: (values: { id: string; status: string }) =>
    sentence('Order {id} is {status}, so it cannot be canceled.', values),
};

/** Changes an order that is open. */
const change = (
  state: State,
  id: string,
  verb: 'paid' | 'refused a payment' | 'expired' | 'canceled',
  next: Next,
): Promise<WireOrder> =>
  update(state, id, (record, at) => {
    const { status } = orderAt(record, at);
    if (status === 'created') return next(record, at);
    throw new CliError(exitCodes.conflict, 'order_not_open', notOpen[verb]({ id, status }), {
      hint: sentence('Only an order whose status is created can change.'),
    });
  });

async function update(state: State, id: string, next: Next): Promise<WireOrder> {
  const changed = /^\w+$/.test(id)
    ? await state.orders.update(id, (record) => next(record, state.machine.now()))
    : undefined;
  if (changed) return changed.order;
  throw noSuchOrder(id);
}

const noSuchOrder = (id: string): CliError =>
  new CliError(exitCodes.notFound, 'order_not_found', `The sandbox has no order ${id}.`, {
    hint: sentence('List its orders to see their ids.'),
    next: ['mp-orders sandbox list'],
  });

async function addPos(state: State, account: SandboxAccount, externalId: string): Promise<WirePos> {
  if (!isExternalPosId(externalId)) {
    throw usageError(sentence('A POS is named with 1 to 40 letters and digits.'), {
      code: 'invalid_pos',
    });
  }
  const pos = await insertPos(state, account, { external_id: externalId, name: externalId });
  if (pos) return pos;
  throw new CliError(
    exitCodes.conflict,
    'pos_exists',
    sentence('The sandbox has POS {id} already.', { id: externalId }),
  );
}

function findProfile(profile = 'sandbox'): SandboxAccount {
  const account = sandboxAccounts.find((one) => one.profile === profile);
  if (account) return account;
  throw usageError(`The sandbox has no seller ${profile}.`, {
    hint: `Its sellers: ${sandboxAccounts.map((one) => one.profile).join(', ')}.`,
  });
}
