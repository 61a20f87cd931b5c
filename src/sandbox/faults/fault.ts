/** What happens to a request that a fault meets. Times are in milliseconds. */
export type FaultAction =
  | { kind: 'status'; status: number; retryAfter?: number; body?: string }
  | { kind: 'delay'; ms: number }
  | { kind: 'drop'; when: 'before' | 'after' }
  | { kind: 'truncate' }
  | { kind: 'slow'; ms: number }
  | { kind: 'html' }
  | { kind: 'redirect'; url: string };

/** One line of the language in docs/faults.md. */
export interface Fault {
  /** In capitals; `*` is any. */
  method: string;
  /** The path of a URL, without its query; `*` stands for any characters, none and slashes too. */
  path: string;
  action: FaultAction;
  /** How often it fires at most; without end when left out. */
  times?: number;
  /** How likely it is to fire, above 0 and up to 100; certain when left out. */
  percent?: number;
  /** How many matching requests it lets pass before it begins. */
  after?: number;
}

/** A fault that fires: on which request, and for which time, from 1. */
export interface FaultHit {
  fault: Fault;
  method: string;
  path: string;
  count: number;
}

/** Answers of these statuses have no body (RFC 9110, 15.3.5, 15.3.6 and 15.4.5). */
export const isBodiless = (status: number): boolean => [204, 205, 304].includes(status);

/** A firing in one line: `POST /v1/orders -> 503 (1 of 2)`. */
export function renderFiring({ fault, method, path, count }: FaultHit): string {
  const of = fault.times === undefined ? '' : ` of ${fault.times}`;
  return `${method} ${path} -> ${nameOf(fault.action)} (${count}${of})`;
}

/** An action as it is written, without the text of a body, which may be long. */
export function nameOf(action: FaultAction): string {
  switch (action.kind) {
    case 'status': {
      const wait = action.retryAfter === undefined ? '' : ` retry-after ${action.retryAfter}`;
      return `${action.status}${wait}${action.body === undefined ? '' : ' body'}`;
    }
    case 'delay':
    case 'slow':
      return `${action.kind} ${spell(action.ms)}`;
    case 'drop':
      return `drop ${action.when}`;
    case 'redirect':
      return `redirect ${action.url}`;
    default:
      return action.kind;
  }
}

const spell = (ms: number) => (ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`);

/** A fault as it is written in docs/faults.md, but for the text of a body. */
export function spellFault({ method, path, action, times, percent, after }: Fault): string {
  const limits = [
    times === undefined ? '' : ` x${times}`,
    percent === undefined ? '' : ` ${percent}%`,
    after === undefined ? '' : ` after ${after}`,
  ];
  return `${method} ${path}: ${nameOf(action)}${limits.join('')}`;
}
