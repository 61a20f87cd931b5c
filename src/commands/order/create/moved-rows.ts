import { KnownOrders } from '../../../batch/known-orders.ts';
import { rowReference, uuidOfReference } from '../../../batch/row-key.ts';

/** A row that an earlier run sent. */
export interface SentRow {
  key: string;
  row: number;
  reference: string;
}

/** A row as it stands now. */
export interface RowNow {
  key: string;
  reference: string;
  /** The key that it would have in the place of another row. */
  keyAt: (row: number) => string;
}

/**
 * The rows that earlier runs of a batch sent, by the references that their user gave them: what stands
 * in another place now, or says something else, is no new order. All of it is read when it is asked for
 * the first time: a batch that goes on where it was stopped, or that is done, needs none of it.
 */
export class MovedRows {
  /** In a shard: by the key of a row that an earlier run sent, the key now of the row that is it. */
  readonly #owners = new Map<string, string>();
  readonly #added: SentRow[] = [];
  readonly #same = new KnownOrders();
  readonly #taken = new Set<string>();
  #hasSent = false;
  /**
   * By reference, the newest first: what is not there any more; where the rows cannot be asked, all that
   * was sent with a reference more than once.
   */
  readonly #lists = new Map<string, SentRow[]>();
  #sent: Promise<KnownOrders> | undefined;
  #gone: Promise<void> | undefined;

  /**
   * `rowsNow` are all rows as they stand now, undefined where these can be read only once; `readSent`
   * gives each row that an earlier run sent.
   */
  constructor(
    private readonly rowsNow: (() => AsyncIterable<RowNow>) | undefined,
    private readonly readSent: (each: (sent: SentRow) => void) => Promise<void>,
    private readonly isShard = false,
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
   * The rows that an earlier run sent with this reference, and that are not there any more as they were,
   * the oldest first; none where the reference is new or was made here.
   */
  async find(now: SentRow): Promise<readonly SentRow[]> {
    if (!this.#hasSent || !isOwn(now)) return [];
    const { reference } = now;
    this.#sent ??= this.#readSent();
    const text = (await this.#sent).find(uuidOfReference(reference));
    if (text === undefined) return [];
    if (this.rowsNow !== undefined) {
      await (this.#gone ??= this.#readGone(this.rowsNow));
      return this.#lists.get(reference)?.toReversed() ?? [];
    }
    const list = this.#lists.get(reference)?.toReversed() ?? [sentRowOf(text, reference)];
    // Another process may send the same row right now. What comes behind this row is not read yet.
    return list.filter(({ key }) => key !== now.key && this.#same.find(key) === undefined);
  }

  /**
   * Takes a row of an earlier run for the one that has the key `now`; false where another one is it.
   * Processes at work on other shards know nothing of what is taken here, so there the order of the file
   * says which of two is it.
   */
  take(sent: SentRow, now: string): boolean {
    const { key, reference } = sent;
    if (this.#taken.has(key)) return false;
    if (this.isShard && this.#owners.get(key) !== now) return false;
    this.#taken.add(key);
    // Thousands may share a reference: who looks for the next one does not look at this one too.
    const list = this.#lists.get(reference) ?? [];
    if (list.length > 1) list.splice(list.lastIndexOf(sent), 1);
    return true;
  }

  /** By reference, the last one that was sent with it. */
  async #readSent(): Promise<KnownOrders> {
    const newest = new KnownOrders();
    await this.#each((sent) => {
      const { key, row, reference } = sent;
      const uuid = uuidOfReference(reference);
      const text = `${key} ${row}`;
      const later = this.rowsNow === undefined ? newest.find(uuid) : undefined;
      if (later === undefined) newest.add(uuid, text);
      else if (later !== text) this.#list(reference, [sentRowOf(later, reference)]).push(sent);
    });
    return newest;
  }

  /** Lists what is not there any more, of references that a row has now. */
  async #readGone(rowsNow: () => AsyncIterable<RowNow>): Promise<void> {
    const there = new KnownOrders();
    for await (const { key, reference } of rowsNow()) {
      there.add(key, '');
      there.add(uuidOfReference(reference), '');
    }
    const inPlace = new KnownOrders();
    await this.#each((sent) => {
      const { key, reference } = sent;
      const isThere = there.find(key) !== undefined;
      const isWanted = there.find(uuidOfReference(reference)) !== undefined;
      if (isWanted && !isThere) this.#list(reference, []).push(sent);
      if (isThere && this.isShard) inPlace.add(key, '');
    });
    if (this.isShard && this.#lists.size > 0) await this.#findOwners(rowsNow(), inPlace);
  }

  /** Finds out which rows those are that are not in their places any more. */
  async #findOwners(rowsNow: AsyncIterable<RowNow>, inPlace: KnownOrders): Promise<void> {
    for await (const { key, reference, keyAt } of rowsNow) {
      if (inPlace.find(key) !== undefined) continue;
      const sent = this.#lists
        .get(reference)
        ?.findLast((one) => !this.#owners.has(one.key) && keyAt(one.row) === one.key);
      if (sent !== undefined) this.#owners.set(sent.key, key);
    }
  }

  /** The list of a reference, which begins like this where there is none. */
  #list(reference: string, first: SentRow[]): SentRow[] {
    const list = this.#lists.get(reference) ?? first;
    this.#lists.set(reference, list);
    return list;
  }

  /** A reference that was made counts too: users copy them out of results into their files. */
  async #each(add: (sent: SentRow) => void): Promise<void> {
    this.#added.forEach(add);
    await this.readSent(add);
  }
}

/** What the table of references says of one. */
function sentRowOf(text: string, reference: string): SentRow {
  const [key = '', row = ''] = text.split(' ');
  return { key, row: Number(row), reference };
}

/** Whether the reference is the user's own, and was not made for the row. */
const isOwn = ({ key, reference }: SentRow): boolean => reference !== rowReference(key);
