import { KnownOrders } from '../../../batch/known-orders.ts';
import { RowSet } from '../../../batch/row-set.ts';
import { rowReference, uuidOfReference } from '../../../batch/row-key.ts';

/** A row that an earlier run sent. */
export interface SentRow {
  key: string;
  row: number;
  reference: string;
  /**
   * Of a row whose reference was made: a hash of the request, and one of what the row itself says of it.
   * The second is not there, or neither, where an older version sent it.
   */
  row_hash?: string | undefined;
}

/** A row as it stands now. */
export interface RowNow {
  key: string;
  reference: string;
  /** As `row_hash` of a row that was sent. */
  hash: () => string;
  /** The key that it would have in the place of another row. */
  keyAt: (row: number) => string;
}

/** Where a row stood when it was sent. There may be a million of them. */
type SentPlace = Pick<SentRow, 'key' | 'row'>;

/** What an earlier run sent, where a row is not in the place that it had then. */
type MovedRow =
  /** The same row: its order is that of `sent`. */
  | { is: 'same'; sent: SentPlace }
  /** It has the reference of this one, and says something else. */
  | { is: 'changed'; sent: SentPlace }
  /** It says what this one said, and has got a reference. */
  | { is: 'named'; sent: SentPlace }
  /** It says what this one said, and other options or defaults make another request of it. */
  | { is: 'otherwise'; sent: SentPlace };

/**
 * The rows that earlier runs of a batch sent, by the references that their user gave them, else by what
 * they said: what stands in another place now is no new order. All of it is read when it is asked for
 * the first time: a batch that is done needs none of it.
 *
 * A row that is in its place as it was sent is that row. Of the others each is one that was sent and is
 * gone from its place, as long as there are such, in the order of the file: so of m rows that say the
 * same, and n that were sent, m - n are new. Processes at work on other shards come to the same.
 */
export class MovedRows {
  /** By key: where it stood, the hash, and a reference of its user's own. There may be a million. */
  readonly #added = new KnownOrders();
  #hasSent = false;
  /** Whether a row was sent that had no reference of its own. */
  #hasUnnamed = false;
  /** By what may show that a row is one of them (`marksOf`), the newest first: what is gone from its place. */
  readonly #gone = new Map<string, SentPlace[]>();
  /** By the key that a row has now: its key then. */
  readonly #same = new KnownOrders();
  /** The same, of rows that say what was said then, and are another request now. */
  readonly #said = new KnownOrders();
  readonly #owned = new KnownOrders();
  /** Where rows were that stand in another place now. */
  readonly #left = new RowSet();
  #marks: Promise<KnownOrders> | undefined;
  #matched: Promise<void> | undefined;

  /**
   * `rowsNow` are all rows as they stand now, those of other shards too; `readSent` gives each row that
   * an earlier run sent.
   */
  constructor(
    private readonly rowsNow: () => AsyncIterable<RowNow>,
    private readonly readSent: (each: (sent: SentRow) => void) => Promise<void>,
  ) {}

  /** Adds a row that another journal, or the results of a run, tell of. */
  add(sent: SentRow): void {
    const { key, row, reference, row_hash = '' } = sent;
    this.#added.add(key, [row, row_hash, ...(isOwn(sent) ? [reference] : [])].join(' '));
    this.#hasSent = true;
  }

  /** Notes that the journal has a row of the batch: without one there is nothing to read. */
  noteSent(): void {
    this.#hasSent = true;
  }

  get hasSent(): boolean {
    return this.#hasSent;
  }

  /** Whether a row was added, and is not of this machine's journal. */
  isAdded(key: string): boolean {
    return this.#added.find(key) !== undefined;
  }

  /** What an earlier run sent that this row is, or should be; undefined where it is new. */
  async find(now: RowNow): Promise<MovedRow | undefined> {
    if (!this.#hasSent) return undefined;
    const marks = await (this.#marks ??= this.#readMarks());
    if (!this.#marksOf(now).some((mark) => marks.find(mark) !== undefined)) return undefined;
    await (this.#matched ??= this.#match());
    const same = this.#same.find(now.key);
    if (same !== undefined) return { is: 'same', sent: placeOf(same) };
    const changed = isOwn(now) && this.#gone.get(uuidOfReference(now.reference))?.at(-1);
    if (changed) return { is: 'changed', sent: changed };
    const said = this.#said.find(now.key);
    if (said === undefined) return undefined;
    return { is: isOwn(now) ? 'named' : 'otherwise', sent: placeOf(said) };
  }

  /**
   * Whether the row that was sent from this place stands in another one now. Where nobody needed that so
   * far, and rows are not to be waited for (`mayRead`), or where they cannot be read, it is not known,
   * which is no.
   */
  async hasMovedFrom(row: number, mayRead: boolean): Promise<boolean> {
    if (this.#matched === undefined && !mayRead) return false;
    try {
      await (this.#marks ??= this.#readMarks());
      await (this.#matched ??= this.#match());
    } catch {
      return false; // `find` says so of the rows that it matters to
    }
    return this.#left.has(row);
  }

  async #readMarks(): Promise<KnownOrders> {
    const marks = new KnownOrders();
    await this.#each((sent) => {
      if (!isOwn(sent)) this.#hasUnnamed = true;
      for (const mark of marksOfSent(sent)) marks.add(mark, '');
    });
    return marks;
  }

  async #match(): Promise<void> {
    const there = new KnownOrders();
    const wanted = new KnownOrders();
    for await (const now of this.rowsNow()) {
      there.add(now.key, '');
      for (const mark of this.#marksOf(now)) wanted.add(mark, '');
    }
    const inPlace = new KnownOrders();
    await this.#each((sent) => {
      if (there.find(sent.key) !== undefined) return inPlace.add(sent.key, '');
      const { key, row } = sent;
      for (const mark of marksOfSent(sent)) {
        if (wanted.find(mark) === undefined) continue;
        const list = this.#gone.get(mark);
        if (list === undefined) this.#gone.set(mark, [{ key, row }]);
        else list.push({ key, row });
      }
    });
    if (this.#gone.size === 0) return;
    const notInPlace = async (each: (now: RowNow) => void) => {
      for await (const now of this.rowsNow()) {
        if (inPlace.find(now.key) === undefined) each(now);
      }
    };
    await notInPlace((now) => {
      const [mark = ''] = this.#marksOf(now);
      const sent = this.#take(mark, ({ key, row }) => now.keyAt(row) === key);
      if (sent === undefined) return;
      this.#same.add(now.key, `${sent.key} ${sent.row}`);
      this.#left.add(sent.row);
    });
    if (!this.#hasUnnamed) return;
    await notInPlace((now) => {
      if (this.#same.find(now.key) !== undefined) return;
      const marks = this.#marksOf(now).slice(isOwn(now) ? 1 : -1);
      const sent = marks.map((mark) => this.#take(mark)).find((one) => one !== undefined);
      if (sent !== undefined) this.#said.add(now.key, `${sent.key} ${sent.row}`);
    });
  }

  /** Takes the oldest one that is gone, and that no other row was. */
  #take(mark: string, isIt: (sent: SentPlace) => boolean = () => true): SentPlace | undefined {
    const list = this.#gone.get(mark) ?? [];
    const isTaken = (one?: SentPlace) => one && this.#owned.find(one.key) !== undefined;
    // Thousands may say the same: who looks for the next one does not look at those before it too.
    while (list.length > 1 && isTaken(list.at(-1))) list.pop();
    const sent = list.findLast((one) => !isTaken(one) && isIt(one));
    if (sent !== undefined) this.#owned.add(sent.key, '');
    return sent;
  }

  /** What a row has in common with one that was sent and may be it. */
  #marksOf(now: RowNow): string[] {
    const byHash = this.#hasUnnamed ? marksOfHash(now.hash()) : [];
    return isOwn(now) ? [uuidOfReference(now.reference), ...byHash] : byHash;
  }

  /** A reference that was made counts too: users copy them out of results into their files. */
  async #each(add: (sent: SentRow) => void): Promise<void> {
    for (const [key, text] of this.#added.entries()) {
      const [row = '', row_hash, ...own] = text.split(' ');
      const reference = own.length > 0 ? own.join(' ') : rowReference(key);
      add({ key, row: Number(row), reference, row_hash: row_hash === '' ? undefined : row_hash });
    }
    await this.readSent(add);
  }
}

/** One of the request, and one of what the row itself says of it. */
const marksOfHash = (hash: string): string[] =>
  [hash.slice(0, 16), hash.slice(16)].flatMap((one, i) =>
    one === '' ? [] : uuidOfReference(`hash ${i}\n${one}`),
  );

const marksOfSent = (sent: SentRow): string[] => {
  const { reference, row_hash = '' } = sent;
  const mark = uuidOfReference(reference);
  return isOwn(sent) ? [mark] : [mark, ...marksOfHash(row_hash)];
};

/** What the tables say of a row. */
function placeOf(text: string): SentPlace {
  const [key = '', row = ''] = text.split(' ');
  return { key, row: Number(row) };
}

/** Whether the reference is the user's own, and was not made for the row. */
const isOwn = ({ key, reference }: Pick<SentRow, 'key' | 'reference'>): boolean =>
  reference !== rowReference(key);
