import { sentence } from '../../language/sentence.ts';
import { usageError } from '../../errors.ts';
import type { Machine } from '../machine.ts';
import type { OnChange } from '../changes.ts';
import type { Store } from '../store.ts';
import type { AddOptions, SandboxSystem } from '../system.ts';
import { vtexKeys, type VtexStore } from './accounts.ts';
import { buildOrder } from './build-order.ts';
import { findOrder } from './find-order.ts';
import { breakWorkflow, moveOrder, orderAt } from './order-states.ts';
import { newId } from './orders.ts';
import { openState, type State } from './state.ts';
import { isStatus, statuses } from './statuses.ts';
import type { OrderRecord } from './wire.ts';

export interface VtexAddOptions extends AddOptions {
  /** The built-in profile whose store gets the order; by default the first. */
  profile?: string;
}

interface VtexSystem extends SandboxSystem {
  add(options: VtexAddOptions): Promise<object>;
}

const defaultDelayMs = 3000;
const workflowError = 'workflow-error';

/** The embedded VTEX OMS. Any number of processes may use one store at once. */
export function openVtex(store: Store, machine: Machine, onChange?: OnChange): VtexSystem {
  const state = openState(store, machine, onChange);
  // Loaded when first asked, because making an order needs no web framework.
  const load = async () => (await import('./app.ts')).createApp(state);
  let app: ReturnType<typeof load> | undefined;

  return {
    name: 'vtex',
    async fetch(request, onTrouble) {
      app ??= load();
      return (await app).fetch(request, { onTrouble });
    },
    async add(options) {
      const record = await insert(state, options);
      return orderAt(record, machine.now());
    },
    async move(id, status) {
      const orderId = (await findOrder(state, id))?.order.orderId;
      if (orderId === undefined) return undefined;
      checkStatus(status);
      const updated = await state.orders.update(orderId, (record) =>
        withStatus(record, status, machine.now()),
      );
      return updated && orderAt(updated, machine.now());
    },
    async find(id) {
      const record = await findOrder(state, id);
      return record && orderAt(record, machine.now());
    },
    async *orders() {
      for await (const record of state.orders.list()) yield orderAt(record, machine.now());
    },
  };
}

async function insert(state: State, options: VtexAddOptions): Promise<OrderRecord> {
  const { status, denies = false, delayMs = defaultDelayMs } = options;
  if (status !== undefined) checkStatus(status);
  if (!Number.isSafeInteger(delayMs) || delayMs < 0) {
    throw usageError('A seller takes a whole number of milliseconds to answer, from 0.', {
      code: 'invalid_delay',
    });
  }
  const store = findStoreOf(options.profile);
  const now = state.machine.now();
  // Thirteen digits, as VTEX's numbers have, which sort in the order the orders were made.
  for (let number = now.getTime(); ; number += 1) {
    const fresh = buildOrder(number, store, { denies, delayMs }, now);
    const record = status === undefined ? fresh : withStatus(fresh, status, now);
    if (await state.orders.insert(record.order.orderId, record)) return record;
  }
}

const withStatus = (record: OrderRecord, status: string, now: Date): OrderRecord =>
  isStatus(status) ? moveOrder(record, status, newId(), now) : breakWorkflow(record, now);

function checkStatus(status: string): void {
  if (isStatus(status) || status === workflowError) return;
  throw usageError(
    sentence('{title} has no status {status}.', { title: 'VTEX', status: JSON.stringify(status) }),
    {
      code: 'unknown_status',
      hint: sentence('Its statuses: {names}.', {
        names: [...statuses, workflowError, 'x-…'].join(', '),
      }),
    },
  );
}

function findStoreOf(profile: string = vtexKeys[0].profile): VtexStore {
  const key = vtexKeys.find((one) => one.profile === profile);
  if (key) return key.store;
  throw usageError(`The sandbox's VTEX has no profile ${profile}.`, {
    code: 'unknown_profile',
    hint: `Its profiles: ${vtexKeys.map((one) => one.profile).join(', ')}.`,
  });
}
