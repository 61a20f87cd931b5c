import { setTimeout as sleep } from 'node:timers/promises';
import { usageError } from './errors.ts';
import { bodyOf, checked } from './sandbox/control/checked.ts';
import type { PayWith, SandboxControl, TurnClock } from './sandbox/control/control.ts';
import { read } from './sandbox/control/read.ts';
import { openFaultSwitch } from './sandbox/faults/switch.ts';
import { keysByVariable } from './sandbox/profiles.ts';
import { openSandbox, type OrderChange } from './sandbox/sandbox.ts';
import { serveSandbox } from './sandbox/serve.ts';
import { openWebhooks, type WebhookChange } from './sandbox/webhooks/webhooks.ts';

/*
 * What `import { startSandbox } from 'mp-orders/sandbox'` gives: the sandbox in the process of a test.
 * Its types are in types/sandbox.d.cts. Like host.ts it stands for the
 * machine.
 */

interface StartOptions {
  /** Folder that holds the state; in memory when left out. */
  directory?: string;
  /** On 127.0.0.1; a free one when left out. */
  port?: number;
  /** Faults from the start, as docs/faults.md has them. */
  faults?: readonly string[];
  /** Draws the faults that are left to chance; 1 when left out. */
  seed?: number;
  /** Mercado Pago refuses what is below a country's minimum: 15.00 in Argentina. */
  minimumAmount?: boolean;
  /** Hosts beside this machine's that webhooks may go to. */
  webhookHosts?: readonly string[];
}

type Clock = Awaited<ReturnType<SandboxControl['clock']>>;

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // another user's
  }
};

/** Starts a sandbox of all order systems in this process. `close` ends it. */
export async function startSandbox(wish: StartOptions = {}) {
  const options = readOptions(wish);
  const { directory, port = 0, faults: lines = [], seed } = options;
  const faults = openFaultSwitch({ sleep: (ms, signal) => sleep(ms, undefined, { signal }) });
  faults.write({ faults: lines, seed });
  const { pid, platform } = process;
  const sandbox = openSandbox({
    directory,
    now: () => new Date(),
    isAlive,
    pid,
    patience: { platform, sleep },
  });
  if (options.minimumAmount !== undefined) {
    await sandbox.minimumAmount.write(options.minimumAmount);
  }
  const monotonic = () => performance.now();
  const webhooks = openWebhooks(sandbox, {
    allowHosts: options.webhookHosts,
    monotonic,
    sleep: (ms, signal) => sleep(ms, undefined, { signal, ref: false }),
  });
  const served = await serveSandbox(sandbox, { port, faults, webhooks, monotonic });
  const { url, controlUrl, close } = served;
  const control = checked(served.control);
  const turn = async (by: TurnClock): Promise<Date> => dateOf(await control.turnClock(by));
  return {
    url,
    controlUrl,
    keys: keysByVariable(),
    orders: control.orders,
    order: control.order,
    add: control.add,
    pay: (id: string, how?: PayWith) => control.pay(id, how),
    refuse: control.refuse,
    expire: control.expire,
    dispute: control.dispute,
    move: control.move,
    cancel: control.cancel,
    refund: (id: string, options?: { amount?: string }) => control.refund(id, options),
    qrData: control.qrData,
    changes: control.changes,
    addPos: control.addPos,
    pos: control.pos,
    addStore: control.addStore,
    stores: control.stores,
    clock: {
      now: async () => dateOf(await control.clock()),
      advance: (span: string | number) => turn({ advance: span }),
      set: (to: Date | string) => turn({ now: to instanceof Date ? writtenOf(to) : to }),
      freeze: () => turn({ frozen: true }),
      resume: () => turn({ frozen: false }),
    },
    faults: {
      read: control.faults,
      set: (all: readonly string[], next?: number) =>
        control.setFaults({ faults: all, seed: next }),
      clear: () => control.setFaults({ faults: [] }),
    },
    refunds: control.refunds,
    setRefunds: control.setRefunds,
    minimumAmount: control.minimumAmount,
    setMinimumAmount: control.setMinimumAmount,
    requests: control.requests,
    forgetRequests: control.forgetRequests,
    webhooks: {
      read: control.webhooks,
      set: (change: WebhookChange) => control.setWebhooks(change),
      sent: control.sentWebhooks,
    },
    onChange: (listener: (change: OrderChange) => void) => sandbox.onChange(apart(listener)),
    reset: control.reset,
    close,
  };
}

const dateOf = ({ now }: Clock): Date => new Date(now);

/** ISO 8601, or what says that it is no date. */
const writtenOf = (at: Date): string =>
  Number.isNaN(at.getTime()) ? String(at) : at.toISOString();

/** What a listener throws is the program's own trouble, as with an EventTarget: the request goes on. */
const apart =
  (listener: (change: OrderChange) => void) =>
  (change: OrderChange): void => {
    try {
      listener(change);
    } catch (error) {
      process.nextTick(() => {
        throw error;
      });
    }
  };

/** Throws a usage error for an option that is none. */
function readOptions(wish: StartOptions): StartOptions {
  const options = read<StartOptions>(bodyOf(wish), {
    directory: 'text',
    port: 'number',
    faults: 'texts',
    seed: 'number',
    minimumAmount: 'boolean',
    webhookHosts: 'texts',
  } as const);
  const { directory, port = 0, seed = 1 } = options;
  if (directory === '') throw usageError('directory: write the path of a folder.');
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw usageError('port: write a whole number from 0 to 65535.');
  }
  if (!Number.isSafeInteger(seed)) throw usageError('seed: write a whole number.');
  return options;
}
