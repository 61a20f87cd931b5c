import type { Collection } from './store.ts';

/** An order that is not what it was; orders are as their system's GET gives them. */
export interface OrderChange {
  /** As `--provider` names it. */
  system: string;
  id: string;
  /** Undefined for an order that was just made. */
  before: object | undefined;
  after: object;
}

export type OnChange = (change: OrderChange) => void;

/** Finds the order of a system as it is now; undefined when there is none any more. */
type Find = (system: string, id: string) => Promise<object | undefined>;

interface Changes {
  /** Tells all listeners of a change that was written here. */
  tell: OnChange;
  /** Is told of each change from now on; gives what ends that. A listener must not throw or wait. */
  listen: (listener: OnChange) => () => void;
  /**
   * Has `look` tell of what becomes of an order though it was made by another process. False when it
   * does so already.
   */
  know: (order: Omit<OrderChange, 'before'>) => boolean;
  /**
   * Looks again at the orders that were made or changed here, and tells of those that changed without
   * being written here: time did it, or another process.
   */
  look: () => Promise<void>;
}

/** Orders that are looked at again: the last ones. */
const mostKnown = 1000;

export function openChanges(find: Find): Changes {
  const listeners = new Set<OnChange>();
  const known = new Map<string, OrderChange>();
  const keyOf = ({ system, id }: Pick<OrderChange, 'system' | 'id'>) => `${system} ${id}`;
  const keep = (change: OrderChange) => {
    const key = keyOf(change);
    known.delete(key); // the newest stands last
    known.set(key, change);
    const [oldest] = known.keys();
    if (known.size > mostKnown && oldest !== undefined) known.delete(oldest);
  };
  const tell: OnChange = (change) => {
    keep(change);
    listeners.forEach((listener) => listener(change));
  };
  return {
    tell,
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    know(order) {
      if (known.has(keyOf(order))) return false;
      keep({ ...order, before: undefined });
      return true;
    },
    async look() {
      for (const [key, { system, id, after: before }] of [...known]) {
        const after = await find(system, id);
        // Another change was told meanwhile, or a reset took the order.
        if (known.get(key)?.after !== before) continue;
        if (after === undefined) known.delete(key);
        else if (!isSame(before, after)) tell({ system, id, before, after });
      }
    },
  };
}

const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The same records; `tell` is told of each that was made or changed here. */
export const tellingChanges = <T>(
  inner: Collection<T>,
  tell: (id: string, before: T | undefined, after: T) => void,
): Collection<T> => ({
  ...inner,
  async insert(id, value) {
    const isNew = await inner.insert(id, value);
    if (isNew) tell(id, undefined, value);
    return isNew;
  },
  async update(id, change) {
    let before: T | undefined;
    const after = await inner.update(id, (value) => {
      before = value;
      return change(value);
    });
    if (after !== undefined && after !== before) tell(id, before, after);
    return after;
  },
});
