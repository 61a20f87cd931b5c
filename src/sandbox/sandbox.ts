import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { CliError, exitCodes, usageError } from '../errors.ts';
import { systemOfHost, systemOfPath } from './hosts.ts';
import type { MercadoPagoSystem } from './mercadopago/system.ts';
import type { StoreFiles } from './publish-new.ts';
import { openRefundMode, type RefundModeRecord } from './refund-mode.ts';
import { openStore, type Store } from './store.ts';
import type { SandboxSystem } from './system.ts';
import { openSystems, sandboxSystems } from './systems.ts';

export type { RefundMode } from './refund-mode.ts';
export type { PaymentMethodType, WireOrder, WirePos } from './mercadopago/wire.ts';

export interface SandboxOptions {
  /** Folder that holds the state; made when missing. */
  directory: string;
  now: () => Date;
  /** Whether a process of this machine is alive; a claim of a dead one may be taken over. */
  isAlive: (pid: number) => boolean;
  pid: number;
  /** The machine's own when left out. */
  files?: StoreFiles;
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
export interface Identity {
  /** Undefined while nothing was changed yet. Leaves no trace. */
  read(): Promise<string | undefined>;
  /** Makes it when there is none. Throws CliError, exit code 2: the folder cannot be written. */
  make(): Promise<string>;
}

/** Order systems of one's own: their APIs, and what customers, sellers and time would do. */
export interface Sandbox extends Pick<MercadoPagoSystem, 'pay' | 'fail' | 'expire' | 'addPos'> {
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
  /** Drives the order of whichever system has it (see SandboxSystem). Throws exit code 5 when none has. */
  move(id: string, status: string): Promise<SandboxOrder>;
  /** Every order, one system after the other, newest first; read while they are taken. */
  orders(): AsyncIterable<SandboxOrder>;
  /** How refunds are carried out from now on, in every process; undefined for each system's usual way. */
  readonly refunds: RefundModeRecord;
  /** Removes all state. */
  reset(): Promise<void>;
}

/** Opens nothing until it is used. Any number of processes may use one directory at once. */
export function openSandbox({ directory, files, ...machine }: SandboxOptions): Sandbox {
  const underway = new AsyncLocalStorage<{ mayBeDone: boolean }>();
  let running = 0;
  const onWrite = () => {
    const request = underway.getStore();
    if (request !== undefined) request.mayBeDone = true;
  };
  const store = openStore(directory, { files, onWrite });
  const systems = openSystems(store, machine);
  const { mercadopago } = systems;
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
      const name = systemOfHost(hostname) ?? systemOfPath(pathname) ?? 'mercadopago';
      const owner = await systems[name]();
      const work = { mayBeDone: false };
      const tell = (error: CliError) => onTrouble?.({ error, ...work });
      running++;
      const answer = await underway
        .run(work, () => owner.fetch(request, tell))
        .finally(() => {
          running--;
          // Until then each promise of the process costs a walk over all storages (Node 20).
          if (running === 0) underway.disable();
        });
      answer.headers.set('x-mp-orders-sandbox', mine ?? 'new');
      return answer;
    },
    identity,
    refunds: openRefundMode(store),
    system: async (name) => system(name),
    move: (id, status) => move(all(), id, status),
    orders: () => ordersOf(all()),
    pay: async (...of) => (await mercadopago()).pay(...of),
    fail: async (...of) => (await mercadopago()).fail(...of),
    expire: async (...of) => (await mercadopago()).expire(...of),
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

async function move(
  systems: readonly (() => Promise<SandboxSystem>)[],
  id: string,
  status: string,
): Promise<SandboxOrder> {
  for (const open of systems) {
    const one = await open();
    const order = await one.move(id, status);
    if (order !== undefined) return { system: one.name, order };
  }
  throw new CliError(exitCodes.notFound, 'order_not_found', `The sandbox has no order ${id}.`, {
    hint: 'List its orders to see their ids.',
    next: ['mp-orders sandbox list'],
  });
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
  usageError(`The sandbox has no order system "${name}".`, {
    hint: `It has: ${sandboxSystems.map((one) => one.name).join(', ')}.`,
  });
