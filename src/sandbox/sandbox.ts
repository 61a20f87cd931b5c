import { sentence } from '../language/sentence.ts';
import { randomUUID } from '../quick-crypto.ts';
import { CliError, exitCodes, usageError } from '../errors.ts';
import { systemOfHost, systemOfPath } from './hosts.ts';
import { type OnChange, openChanges, type OrderChange } from './changes.ts';
import { type ClockReading, openClock, type SandboxClock } from './clock.ts';
import { openMemoryStore } from './memory-store.ts';
import { type MinimumAmountRecord, openMinimumAmount } from './mercadopago/minimum-amount.ts';
import type { MercadoPagoSystem } from './mercadopago/system.ts';
import type { StoreFiles } from './publish-new.ts';
import { openRefundMode, type RefundModeRecord } from './refund-mode.ts';
import type { Patience } from '../windows.ts';
import { openStore, type Store } from './store.ts';
import type { SandboxSystem } from './system.ts';
import { openSystems, sandboxSystems } from './systems.ts';

export type { OrderChange } from './changes.ts';
export type { PayOptions } from './mercadopago/system.ts';
export type { RefundMode } from './refund-mode.ts';
export type { PaymentMethodType, WireOrder, WirePos } from './mercadopago/wire.ts';

interface SandboxOptions {
  /** Folder that holds the state, made when missing; in memory, and gone with the process, when left out. */
  directory?: string;
  now: () => Date;
  /** Whether a process of this machine is alive; a claim of a dead one may be taken over. */
  isAlive: (pid: number) => boolean;
  pid: number;
  /** The machine's own when left out. */
  files?: StoreFiles;
  /** How a busy file is waited for; not at all when left out. */
  patience?: Patience;
}

/** An order as its system's GET gives it. */
export interface SandboxOrder {
  system: string;
  order: object;
}

/** What kept the sandbox from answering. */
export interface Trouble {
  error: CliError;
  /** Something was written for the request before. */
  mayBeDone: boolean;
}

/** A text that no other sandbox has. */
interface Identity {
  /** Undefined while nothing was changed yet. Leaves no trace. */
  read(): Promise<string | undefined>;
  /** Makes it when there is none. Throws CliError, exit code 2: the folder cannot be written. */
  make(): Promise<string>;
}

/** Order systems of one's own: their APIs, and what customers, sellers and time would do. */
export interface Sandbox extends Pick<
  MercadoPagoSystem,
  'pay' | 'fail' | 'expire' | 'dispute' | 'addPos'
> {
  /**
   * Answers as the API would whose host is asked, or else whose path it is, with its error bodies. The header
   * `x-mp-orders-sandbox` of the answer holds the identity, or `new` where there is none yet. Trouble
   * of the sandbox's own, such as a full disk, is a 500, and told with it: whether the request may
   * have been carried out.
   */
  fetch(request: Request, onTrouble?: (trouble: Trouble) => void): Promise<Response>;
  /** Tells this sandbox from every other, and from itself before it was reset. */
  readonly identity: Identity;
  /** One of the order systems. Throws CliError, exit code 2, for a name that is none. */
  system(name: string): Promise<SandboxSystem>;
  /** What all systems go by. */
  readonly clock: SandboxClock;
  /** The order of that id, in any of the systems. Throws exit code 5 when none has. */
  find(id: string): Promise<SandboxOrder>;
  /**
   * The text of an order's code, which only the answer to its create has; undefined where it has
   * none. Throws exit code 5 when no system has the order.
   */
  qrData(id: string): Promise<string | undefined>;
  /**
   * Tells of each order that this process makes or changes, in any way, until what it gives is
   * called. What time and other processes do to those orders is told after `look`, or a turn of the
   * clock here. A listener must not throw.
   */
  onChange(listener: OnChange): () => void;
  /**
   * Has `look` tell of what becomes of an order of another process, too. False when it does so already.
   */
  know(order: Omit<OrderChange, 'before'>): boolean;
  /** Looks for what time and other processes did to the orders that `onChange` told of. */
  look(): Promise<void>;
  /** Drives the order, in the system that has it (see SandboxSystem). Throws exit code 5 when none has. */
  move(id: string, status: string): Promise<SandboxOrder>;
  /** Every order, one system after the other or of one, newest first; read while they are taken. */
  orders(system?: string): AsyncIterable<SandboxOrder>;
  /** Points of sale and stores of Mercado Pago's sellers. */
  sellers(): Promise<MercadoPagoSystem['sellers']>;
  /** How refunds are carried out from now on, in every process; undefined for each system's usual way. */
  readonly refunds: RefundModeRecord;
  /** Whether Mercado Pago refuses amounts below a country's minimum, in every process. */
  readonly minimumAmount: MinimumAmountRecord;
  /** Removes all state. */
  reset(): Promise<void>;
}

/** Opens nothing until it is used. Any number of processes may use one directory at once. */
export function openSandbox({ directory, files, patience, ...machine }: SandboxOptions): Sandbox {
  /*
   * A write may be that of any request that is under way: that one of them may be done is then said of
   * all. To tell them apart by an AsyncLocalStorage would slow down every promise of the process
   * (Node 20), and for good when a request never ends.
   */
  const underway = new Set<{ mayBeDone: boolean }>();
  const onWrite = () => underway.forEach((request) => (request.mayBeDone = true));
  const store =
    directory === undefined
      ? openMemoryStore({ onWrite })
      : openStore(directory, { files, patience, onWrite });
  const clock = openClock(store, machine.now);
  const changes = openChanges(async (name, id) => (await system(name)).find(id));
  const systems = openSystems(store, { ...machine, now: clock.now }, changes.tell);
  const mercadopago = async () => {
    await clock.sync();
    return systems.mercadopago();
  };
  const system = (name: string): Promise<SandboxSystem> => {
    const entry = sandboxSystems.find((one) => one.name === name);
    if (entry === undefined) throw noSuchSystem(name);
    return systems[entry.name]();
  };
  const all = () => sandboxSystems.map(({ name }) => systems[name]);
  const identity = openIdentity(store);

  return {
    async fetch(request, onTrouble) {
      const { pathname, hostname } = new URL(request.url);
      const isRead = request.method === 'GET'; // which leaves no trace in the folder
      const mine = await (isRead ? identity.read() : identity.make()).catch(() => undefined);
      const isChanged = await clock.sync().catch(() => false); // a folder that fails is told below
      const name = systemOfHost(hostname) ?? systemOfPath(pathname) ?? 'mercadopago';
      const owner = await systems[name]();
      const work = { mayBeDone: false };
      const tell = (error: CliError) => onTrouble?.({ error, ...work });
      underway.add(work);
      const answer = await owner.fetch(request, tell).finally(() => underway.delete(work));
      answer.headers.set('x-mp-orders-sandbox', mine ?? 'new');
      if (isChanged) answer.headers.set('date', clock.now().toUTCString());
      return answer;
    },
    identity,
    refunds: openRefundMode(store),
    minimumAmount: openMinimumAmount(store),
    clock: withLook(clock, changes.look),
    onChange: changes.listen,
    know: changes.know,
    async look() {
      await clock.sync();
      await changes.look();
    },
    async system(name) {
      await clock.sync();
      return system(name);
    },
    async find(id) {
      await clock.sync();
      return first(all(), id, (one) => one.find(id));
    },
    async qrData(id) {
      await clock.sync();
      const { system } = await first(all(), id, (one) => one.find(id));
      return system === 'mercadopago' ? (await systems.mercadopago()).qrData(id) : undefined;
    },
    async move(id, status) {
      await clock.sync();
      return first(all(), id, (one) => one.move(id, status));
    },
    async *orders(name) {
      await clock.sync();
      yield* ordersOf(name === undefined ? all() : [() => system(name)]);
    },
    sellers: async () => (await mercadopago()).sellers,
    pay: async (...of) => (await mercadopago()).pay(...of),
    fail: async (...of) => (await mercadopago()).fail(...of),
    expire: async (...of) => (await mercadopago()).expire(...of),
    dispute: async (...of) => (await mercadopago()).dispute(...of),
    addPos: async (...of) => (await mercadopago()).addPos(...of),
    async reset() {
      await Promise.all(all().map((open) => open())); // the store removes what its systems have in it
      await store.reset();
    },
  };
}

/** A record of its own, which a reset removes with all others: the next one has another text. */
function openIdentity(store: Store): Identity {
  const records = store.collection<{ identity: string }>('identity');
  const read = async () => (await records.readFirst('sandbox'))?.identity;
  const make = async (): Promise<string> => {
    for (;;) {
      const known = await read();
      if (known !== undefined) return known;
      await records.insert('sandbox', { identity: randomUUID() });
    }
  };
  return { read, make };
}

/** The clock; who turns it hears what that did to orders. */
function withLook(clock: SandboxClock, look: () => Promise<void>): SandboxClock {
  const afterTurn = async (work: Promise<ClockReading>): Promise<ClockReading> => {
    const reading = await work;
    await look();
    return reading;
  };
  return {
    now: clock.now,
    read: () => clock.read(),
    advance: (ms) => afterTurn(clock.advance(ms)),
    set: (to) => afterTurn(clock.set(to)),
    freeze: () => clock.freeze(),
    resume: () => clock.resume(),
  };
}

/** What the first system gives that has the order. */
async function first(
  systems: readonly (() => Promise<SandboxSystem>)[],
  id: string,
  ask: (system: SandboxSystem) => Promise<object | undefined>,
): Promise<SandboxOrder> {
  for (const open of systems) {
    const one = await open();
    const order = await ask(one);
    if (order !== undefined) return { system: one.name, order };
  }
  throw new CliError(
    exitCodes.notFound,
    'order_not_found',
    sentence('The sandbox has no order {id}.', { id }),
    {
      hint: sentence('List its orders to see their ids.'),
      next: ['mp-orders sandbox list'],
    },
  );
}

async function* ordersOf(
  systems: readonly (() => Promise<SandboxSystem>)[],
): AsyncIterable<SandboxOrder> {
  for (const open of systems) {
    const one = await open();
    for await (const order of one.orders()) yield { system: one.name, order };
  }
}

const noSuchSystem = (name: string): CliError =>
  usageError(sentence('The sandbox has no order system "{name}".', { name }), {
    hint: sentence('It has: {names}.', { names: sandboxSystems.map((one) => one.name).join(', ') }),
  });
