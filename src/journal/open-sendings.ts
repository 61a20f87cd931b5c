import type { Sent, Settled } from './entry.ts';
import { isAbout } from './join.ts';

type Sending = Pick<Sent, 'id' | 'key' | 'at'>;

/** The sendings in a segment that have no outcome yet. */
export class OpenSendings {
  /** By id; of one request there may be several. */
  readonly #sendings = new Map<string | undefined, Sending[]>();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  add({ id, key, at }: Sending): void {
    this.#sendings.set(id, [...(this.#sendings.get(id) ?? []), { id, key, at }]);
    this.#size += 1;
  }

  /** Whether an outcome is about any of them. */
  has(outcome: Settled): boolean {
    return this.#candidates(outcome).some((one) => isAbout(outcome, one));
  }

  /** Takes out those that an outcome is about. False when there are none. */
  settle(outcome: Settled): boolean {
    const answered = this.#candidates(outcome).filter((one) => isAbout(outcome, one));
    for (const one of answered) {
      const left = (this.#sendings.get(one.id) ?? []).filter((other) => other !== one);
      if (left.length === 0) this.#sendings.delete(one.id);
      else this.#sendings.set(one.id, left);
    }
    this.#size -= answered.length;
    return answered.length > 0;
  }

  #candidates({ id }: Settled): readonly Sending[] {
    return id === undefined ? [...this.#sendings.values()].flat() : (this.#sendings.get(id) ?? []);
  }
}
