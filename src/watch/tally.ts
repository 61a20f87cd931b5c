import { english, sentence, textIn, type Text } from '../language/sentence.ts';
import { exitCodes, type ExitCode } from '../errors.ts';
import { joinTexts } from '../language/list.ts';

/** How the watch of one order of many ended. */
export type WatchOutcome =
  | 'reached'
  | 'other_final'
  | 'not_found'
  | 'error'
  /** Its last look saw it open. */
  | 'timeout'
  /** Its last look told nothing. */
  | 'not_known';

/**
 * From good to bad: reached, over otherwise, still open, not known now, no such order, wrong id,
 * refused, not allowed. A script that watches many wants to know of the worst.
 */
const byBadness: readonly ExitCode[] = [
  exitCodes.ok,
  exitCodes.otherFinalStatus,
  exitCodes.watchTimeout,
  exitCodes.unreachable,
  exitCodes.notFound,
  exitCodes.usage,
  exitCodes.conflict,
  exitCodes.refused,
  exitCodes.notSignedIn,
];

/** The worse of two exit codes; one that has no place in the order is the worst. */
export function worseOf(a: ExitCode, b: ExitCode): ExitCode {
  const badness = (code: ExitCode) => {
    const at = byBadness.indexOf(code);
    return at === -1 ? byBadness.length : at;
  };
  return badness(b) > badness(a) ? b : a;
}

/** Counts orders that are watched: how many are open, and how the others ended. */
export class WatchTally {
  #open = 0;
  #reached = 0;
  #worst: ExitCode = exitCodes.ok;
  readonly #ended = new Map<string, { word: Text; count: number }>();

  get open(): number {
    return this.#open;
  }

  get reachedCount(): number {
    return this.#reached;
  }

  /** Whether no order ever came. */
  get isEmpty(): boolean {
    return this.#open === 0 && this.#ended.size === 0;
  }

  /** The exit code of the worst end so far. */
  get worst(): ExitCode {
    return this.#worst;
  }

  add(): void {
    this.#open += 1;
  }

  /** Counts an order's end under a word for it: its status, `not found`. */
  end(outcome: WatchOutcome, exitCode: ExitCode, word: Text): void {
    this.#open -= 1;
    this.#reached += outcome === 'reached' ? 1 : 0;
    this.#worst = worseOf(this.#worst, exitCode);
    const name = textIn(english, word);
    this.#ended.set(name, { word, count: (this.#ended.get(name)?.count ?? 0) + 1 });
  }

  /** `812 open, 188 processed, 3 canceled`: the open ones, then the most frequent ends. */
  summary(): Text {
    const ended = [...this.#ended.values()].sort((a, b) => b.count - a.count);
    const parts = ended.map(({ word, count }): Text => [`${count} `, word]);
    // Beside what ran out of time, and is open still, `0 open` would not be true.
    if (this.#open > 0 || parts.length === 0) {
      parts.unshift(sentence('{count} open', { count: this.#open }));
    }
    return joinTexts(parts, ', ');
  }
}
