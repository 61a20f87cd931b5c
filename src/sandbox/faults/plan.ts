import { type Fault, type FaultHit, nameOf } from './fault.ts';

/** Decides for each request whether a fault meets it. */
export interface FaultPlan {
  /** The fault that meets the next request, if any does. `path` is without the query. */
  next(request: { method: string; path: string }): FaultHit | undefined;
}

/** The seed when none is given. */
export const defaultSeed = 1;

/**
 * The same faults, seed and sequence of requests give the same firings. Of several faults that
 * are due, the first wins. Each draws from a stream of its own, named after what it is and not
 * after where it stands or how likely it is: other faults do not shift it, and a higher percentage
 * only adds to what fired before.
 */
export function planFaults(faults: readonly Fault[], seed = defaultSeed): FaultPlan {
  const lanes = faults.map((fault, i) => {
    const same = faults.slice(0, i).filter((other) => titleOf(other) === titleOf(fault)).length;
    const stream = streamOf(`${seed} ${same} ${titleOf(fault)}`);
    return { fault, stream, matches: matcherOf(fault), seen: 0, fired: 0 };
  });
  return {
    next({ method, path }) {
      // A request that another fault takes counts as seen too: what is drawn next depends on it.
      const meeting = lanes.filter(({ matches }) => matches(method, path));
      meeting.forEach((lane) => (lane.seen += 1));
      const lane = meeting.find(
        ({ fault, stream, seen, fired }) =>
          fired < (fault.times ?? Infinity) && isDue(fault, stream, seen),
      );
      if (lane === undefined) return undefined;
      lane.fired += 1;
      return { fault: lane.fault, method, path, count: lane.fired };
    },
  };
}

/** Whether a fault is due on the nth request that it matches, from 1. */
function isDue({ percent = 100, after = 0 }: Fault, stream: number, nth: number): boolean {
  return nth > after && draw(stream, nth) * 100 < percent;
}

const titleOf = ({ method, path, action }: Fault) => `${method} ${path}: ${nameOf(action)}`;

function matcherOf(fault: Fault): (method: string, path: string) => boolean {
  const parts = fault.path.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 's');
  return (method, path) => (fault.method === '*' || fault.method === method) && pattern.test(path);
}

/**
 * The nth number of a stream, from 0 up to 1: splitmix in 32 bits, whose state after n steps is
 * known without the steps before.
 */
export function draw(stream: number, n: number): number {
  let bits = (stream + Math.imul(n, 0x9e3779b9)) | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
}

/** A stream of its own for each name: FNV-1a in 32 bits. */
export function streamOf(name: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
