import type { Store } from './store.ts';

/** What the clock of a sandbox says. */
export interface ClockReading {
  now: Date;
  /** Whether it stands still. */
  isFrozen: boolean;
}

/**
 * The clock that all systems of a sandbox go by: orders expire, keys are forgotten and refunds arrive
 * by it, and once it was turned answers carry it as their `Date`. It is the machine's until somebody
 * turns it, and is kept with the orders, so that every process on one folder goes by it.
 */
export interface SandboxClock {
  /** What it says, by what was read last: requests read it. */
  now: () => Date;
  read(): Promise<ClockReading>;
  /** Lets time pass, in ms; also while it is frozen. */
  advance(ms: number): Promise<ClockReading>;
  /** Turns it to a time, forward or back; it goes on from there, or stays there when it is frozen. */
  set(to: Date): Promise<ClockReading>;
  /** Stops it. */
  freeze(): Promise<ClockReading>;
  /** Lets a frozen clock go on from where it stands. */
  resume(): Promise<ClockReading>;
}

/** Ahead of the machine's clock by so many ms, or stopped at a time (ISO 8601). */
type ClockState = { aheadMs: number } | { stoppedAt: string };

interface OpenClock extends SandboxClock {
  /** Reads what other processes have done to it; true when it is not the machine's. */
  sync(): Promise<boolean>;
}

const asItIs: ClockState = { aheadMs: 0 };
const id = 'clock';

export function openClock(store: Store, machineNow: () => Date): OpenClock {
  const records = store.collection<ClockState>('clock', { isAside: true });
  let version = 0;
  let state = asItIs;

  const timeBy = (by: ClockState): Date =>
    'stoppedAt' in by ? new Date(by.stoppedAt) : new Date(machineNow().getTime() + by.aheadMs);
  const sync = async (): Promise<boolean> => {
    const record = await records.read(id, version);
    ({ version, value: state } = record ?? { version: 0, value: asItIs });
    return record !== undefined;
  };
  const reading = (): ClockReading => ({ now: timeBy(state), isFrozen: 'stoppedAt' in state });
  const turn = async (change: (by: ClockState) => ClockState): Promise<ClockReading> => {
    for (;;) {
      await sync();
      const next = change(state);
      if (await records.write(id, version + 1, next)) {
        [version, state] = [version + 1, next];
        return reading();
      }
    }
  };
  const to = (by: ClockState, at: Date): ClockState =>
    'stoppedAt' in by
      ? { stoppedAt: at.toISOString() }
      : { aheadMs: at.getTime() - machineNow().getTime() };

  return {
    now: () => timeBy(state),
    sync,
    async read() {
      await sync();
      return reading();
    },
    advance: (ms) => turn((by) => to(by, new Date(timeBy(by).getTime() + ms))),
    set: (at) => turn((by) => to(by, at)),
    freeze: () => turn((by) => ({ stoppedAt: timeBy(by).toISOString() })),
    resume: () => turn((by) => ({ aheadMs: timeBy(by).getTime() - machineNow().getTime() })),
  };
}
