import { KnownOrders } from '../../../batch/known-orders.ts';
import { rowReference, uuidOfReference } from '../../../batch/row-key.ts';

/** A row that an earlier run sent. */
export interface SentRow {
  key: string;
  row: number;
  reference: string;
}

/**
 * The rows that earlier runs of a batch sent, by the references that their user gave them: what stands
 * in another place now, or says something else, is no new order. All of it is read when it is asked for
 * the first time: a batch that goes on where it was stopped, or that is done, needs none of it.
 */
export class MovedRows {
  readonly #added: SentRow[] = [];
  readonly #same = new KnownOrders();
  readonly #taken = new Set<string>();
  #hasSent = false;
  #sent: Promise<KnownOrders> | undefined;
  #gone: Promise<ReadonlyMap<string, SentRow[]>> | undefined;

  /**
   * `rowsNow` are all rows as they stand now, undefined where these can be read only once; `readSent`
   * gives each row that an earlier run sent.
   */
  constructor(
    private readonly rowsNow: (() => AsyncIterable<Omit<SentRow, 'row'>>) | undefined,
    private readonly readSent: (each: (sent: SentRow) => void) => Promise<void>,
  ) {}

  /** Adds a row that another journal, or the results of a run, tell of. */
  add(sent: SentRow): void {
    if (isOwn(sent)) this.#added.push(sent);
    this.#hasSent = true;
  }

  /** Notes that the journal has a row of the batch: without one there is nothing to read. */
  noteSent(): void {
    this.#hasSent = true;
  }

  /** Whether a row was added, and is not of this machine's journal. */
  isAdded(key: string): boolean {
    return this.#added.some((one) => one.key === key);
  }

  /** Notes that a row stands there as it was sent before, where all rows cannot be asked. */
  noteSame(key: string): void {
    if (this.rowsNow === undefined) this.#same.add(key, '');
  }

  /**
   * The rows that an earlier run sent with this reference, and that are not there any more as they were;
   * none where the reference is new or was made here.
   */
  async find(now: SentRow): Promise<readonly Omit<SentRow, 'reference'>[]> {
    if (!this.#hasSent || !isOwn(now)) return [];
    const uuid = uuidOfReference(now.reference);
    this.#sent ??= this.#readSent();
    const text = (await this.#sent).find(uuid);
    if (text === undefined) return [];
    if (this.rowsNow !== undefined) {
      this.#gone ??= this.#readGone(this.rowsNow);
      return (await this.#gone).get(now.reference) ?? [];
    }
    const [key = '', row = ''] = text.split(' ');
    // Another process may send the same row right now. What comes behind this row is not read yet.
    const isThere = key === now.key || this.#same.find(key) !== undefined;
    return isThere ? [] : [{ key, row: Number(row) }];
  }

  /** Takes a row of an earlier run for one that is there now; false where another one was taken for it. */
  take(key: string): boolean {
    if (this.#taken.has(key)) return false;
    this.#taken.add(key);
    return true;
  }

  /** By reference, the last one that was sent with it. */
  async #readSent(): Promise<KnownOrders> {
    const found = new KnownOrders();
    await this.#each(({ key, row, reference }) =>
      found.add(uuidOfReference(reference), `${key} ${row}`),
    );
    return found;
  }

  /** By reference, as far as a row has it now. */
  async #readGone(
    rowsNow: () => AsyncIterable<Omit<SentRow, 'row'>>,
  ): Promise<ReadonlyMap<string, SentRow[]>> {
    const there = new KnownOrders();
    for await (const { key, reference } of rowsNow()) {
      there.add(key, '');
      there.add(uuidOfReference(reference), '');
    }
    const gone = new Map<string, SentRow[]>();
    await this.#each((sent) => {
      const { key, reference } = sent;
      const isWanted = there.find(uuidOfReference(reference)) !== undefined;
      if (!isWanted || there.find(key) !== undefined) return;
      gone.set(reference, [...(gone.get(reference) ?? []), sent]);
    });
    return gone;
  }

  async #each(add: (sent: SentRow) => void): Promise<void> {
    const addOwn = (sent: SentRow) => {
      if (isOwn(sent)) add(sent);
    };
    this.#added.forEach(addOwn);
    await this.readSent(addOwn);
  }
}

/** Whether the reference is the user's own, and was not made for the row. */
const isOwn = ({ key, reference }: SentRow): boolean => reference !== rowReference(key);
