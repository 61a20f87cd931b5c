/** What is to be closed at the end, however the command ends; the last that was opened goes first. */
export class Cleanup {
  #open: (() => Promise<unknown>)[] = [];

  add(close: () => Promise<unknown>): void {
    this.#open.push(close);
  }

  /** Closes each once, all of them though one fails, whose error is thrown then. */
  all = async (): Promise<void> => {
    const outcomes: PromiseSettledResult<unknown>[] = [];
    for (const close of this.#open.splice(0).reverse()) {
      outcomes.push(...(await Promise.allSettled([close()])));
    }
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason;
  };

  /** Does this with them; closes them when it fails. */
  async around<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      await this.all();
      throw error;
    }
  }
}
