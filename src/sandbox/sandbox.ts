import { randomInt } from 'node:crypto';
import { CliError, exitCodes, usageError } from '../errors.ts';
import { type SandboxAccount, sandboxAccounts } from './accounts.ts';
import { expireOrder, failPayment, orderAt, payOrder } from './mercadopago/order-states.ts';
import { insertPos, isExternalPosId } from './mercadopago/pos.ts';
import { openState, type State } from './mercadopago/state.ts';
import type { OrderRecord, PaymentMethodType, WireOrder, WirePos } from './mercadopago/wire.ts';
import { openStore } from './store.ts';

export type { PaymentMethodType, WireOrder, WirePos } from './mercadopago/wire.ts';

export interface SandboxOptions {
  /** Folder that holds the state; made when missing. */
  directory: string;
  now: () => Date;
  /** Whether a process of this machine is alive; a claim of a dead one may be taken over. */
  isAlive: (pid: number) => boolean;
  pid: number;
}

/** An order system of one's own: the API, and what customers and time would do. */
export interface Sandbox {
  /** Answers as the API would, with its error bodies. */
  fetch(request: Request): Promise<Response>;
  /**
   * Pays an order as a customer with the wallet would, and returns it as GET gives it.
   * Throws CliError: exit 5 when there is no such order, 6 when its state does not allow it.
   */
  pay(id: string, method: PaymentMethodType): Promise<WireOrder>;
  /**
   * Refuses a customer's attempt to pay; the order stays open, and may be paid or refused again.
   * `detail` is the payment's `status_detail` until then. Throws as `pay` does, and with exit 2
   * when the detail is no word of the API's kind.
   */
  fail(id: string, detail?: string): Promise<WireOrder>;
  /** Makes an order expire now. Throws as `pay` does. */
  expire(id: string): Promise<WireOrder>;
  /** Every seller's orders, newest first, as GET gives them; read while they are taken. */
  orders(): AsyncIterable<WireOrder>;
  /**
   * Gives a seller a point of sale, by default the seller of the profile `sandbox`.
   * Throws CliError: exit 6 when the seller has one of that name, 2 when the name is no good.
   */
  addPos(externalId: string, profile?: string): Promise<WirePos>;
  /** Removes all state. */
  reset(): Promise<void>;
}

// What the API's pages on failed payments give for an issuer that says no and does not say why.
const defaultRefusal = 'rejected_by_issuer';

/** Opens nothing until it is used. Any number of processes may use one directory at once. */
export function openSandbox({ directory, ...machine }: SandboxOptions): Sandbox {
  const store = openStore(directory);
  const state = openState(store, machine);
  const { now } = machine;
  // Loaded when first asked, because paying needs no web framework.
  const load = async () => (await import('./mercadopago/app.ts')).createApp(state);
  let app: ReturnType<typeof load> | undefined;

  return {
    async fetch(request) {
      app ??= load();
      return (await app).fetch(request);
    },
    pay(id, method) {
      const reference = String(randomInt(10_000_000, 100_000_000));
      return change(state, id, 'paid', (record, at) => payOrder(record, method, at, reference));
    },
    async fail(id, detail = defaultRefusal) {
      if (!/^[a-z][a-z0-9_]{0,63}$/.test(detail)) {
        throw usageError('A status detail is a word in lower case, such as insufficient_amount.', {
          code: 'invalid_status_detail',
        });
      }
      const next = (record: OrderRecord, at: Date) => failPayment(record, detail, at);
      return change(state, id, 'refused a payment', next);
    },
    expire: (id) => change(state, id, 'expired', expireOrder),
    async *orders() {
      for await (const record of state.orders.list()) yield orderAt(record, now());
    },
    addPos: (externalId, profile = 'sandbox') => addPos(state, findProfile(profile), externalId),
    reset: () => store.reset(),
  };
}

async function change(
  state: State,
  id: string,
  verb: 'paid' | 'refused a payment' | 'expired',
  next: (record: OrderRecord, at: Date) => OrderRecord,
): Promise<WireOrder> {
  const changed = /^\w+$/.test(id)
    ? await state.orders.update(id, (record) => {
        const at = state.machine.now();
        const { status } = orderAt(record, at);
        if (status === 'created') return next(record, at);
        throw new CliError(
          exitCodes.conflict,
          'order_not_open',
          `Order ${id} is ${status}, so it cannot be ${verb}.`,
          { hint: 'Only an order whose status is created can change.' },
        );
      })
    : undefined;
  if (changed) return changed.order;
  throw new CliError(exitCodes.notFound, 'order_not_found', `The sandbox has no order ${id}.`, {
    hint: 'List its orders to see their ids.',
    next: ['mp-orders sandbox list'],
  });
}

async function addPos(state: State, account: SandboxAccount, externalId: string): Promise<WirePos> {
  if (!isExternalPosId(externalId)) {
    throw usageError('A POS is named with 1 to 40 letters and digits.', { code: 'invalid_pos' });
  }
  const pos = await insertPos(state, account, { external_id: externalId, name: externalId });
  if (pos) return pos;
  throw new CliError(
    exitCodes.conflict,
    'pos_exists',
    `The sandbox has POS ${externalId} already.`,
  );
}

function findProfile(profile: string): SandboxAccount {
  const account = sandboxAccounts.find((one) => one.profile === profile);
  if (account) return account;
  throw usageError(`The sandbox has no seller ${profile}.`, {
    hint: `Its sellers: ${sandboxAccounts.map((one) => one.profile).join(', ')}.`,
  });
}
