import { sentence } from '../language/sentence.ts';
import { usageError } from '../errors.ts';
import type { Store } from './store.ts';

/** How the sandbox carries refunds out from now on. */
export interface RefundMode {
  /** `delayed`: through after a while; `failing`: begun, and failed after a while. */
  way: 'delayed' | 'failing';
  /** How long that takes, in ms. */
  delayMs: number;
}

/** A refund under way: when it ends (ISO 8601), and how. */
export interface Underway {
  due: string;
  fails: boolean;
}

export interface RefundModeRecord {
  /** Undefined: each system's usual way. */
  read(): Promise<RefundMode | undefined>;
  /** Throws a usage error for a delay of more than ten years. */
  write(mode: RefundMode | undefined): Promise<void>;
}

/** When a refund ends is written down: a later date may be none. */
const longestMs = 3650 * 86_400_000;

/** The mode, kept with the orders, so that every process that uses the sandbox goes by it. */
export function openRefundMode(store: Store): RefundModeRecord {
  const records = store.collection<{ mode: RefundMode | null }>('refund-mode');
  const id = 'refunds';
  return {
    read: async () => (await records.read(id))?.value.mode ?? undefined,
    async write(mode) {
      if (mode !== undefined && mode.delayMs > longestMs) {
        throw usageError(sentence('A refund takes 3650 days at most here.'));
      }
      const value = { mode: mode ?? null };
      if ((await records.update(id, () => value)) === undefined) await records.insert(id, value);
    },
  };
}

/** When and how a refund ends that is asked for at `at`; undefined where it is done the usual way. */
export const underwayFrom = (mode: RefundMode | undefined, at: Date): Underway | undefined =>
  mode && {
    due: new Date(at.getTime() + mode.delayMs).toISOString(),
    fails: mode.way === 'failing',
  };

export const isDue = ({ due }: Underway, now: Date): boolean => now.getTime() >= Date.parse(due);
