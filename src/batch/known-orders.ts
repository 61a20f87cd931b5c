/** An order id has 29 or 32 characters; whatever is longer than this is none. */
const longestId = 255;

const pageBytes = 1 << 18;

/**
 * The orders of rows, by their keys: some 60 bytes each, where a Map of strings would take 300. Keys
 * are UUIDs; a key of another form belongs to no row and is not kept.
 */
export class KnownOrders {
  size = 0;
  /**
   * Records one after the other, none across two pages: 16 bytes of key, the length of the id, the id.
   * One buffer would have to be copied to grow, with twice the room meanwhile.
   */
  readonly #pages: Buffer[] = [];
  /** Where the next record goes: pages count as if they lay one after the other. */
  #end = 0;
  /** Where the record of a key begins, plus one; the place is told by the key, which is random. */
  #table = new Uint32Array(1 << 7);

  add(key: string, id: string): void {
    const bytes = bytesOf(key);
    const idBytes = Buffer.from(id);
    if (bytes === undefined || idBytes.length > longestId) return;
    const place = this.#placeOf(bytes);
    if (this.#table[place] !== 0) return;
    this.#table[place] = this.#append(bytes, idBytes) + 1;
    this.size += 1;
    if (this.size * 2 > this.#table.length) this.#grow();
  }

  /** The id of the order that was created under this key; undefined when none is known. */
  find(key: string): string | undefined {
    const bytes = bytesOf(key);
    const at = bytes === undefined ? 0 : (this.#table[this.#placeOf(bytes)] ?? 0);
    if (at === 0) return undefined;
    const page = this.#pageOf(at - 1);
    const start = ((at - 1) % pageBytes) + 17;
    return page.toString('utf8', start, start + (page[start - 1] ?? 0));
  }

  #pageOf(place: number): Buffer {
    return this.#pages[Math.floor(place / pageBytes)]!;
  }

  #keyAt(place: number): Buffer {
    const start = place % pageBytes;
    return this.#pageOf(place).subarray(start, start + 16);
  }

  #placeOf(key: Buffer): number {
    const mask = this.#table.length - 1;
    let place = key.readUInt32LE(0) & mask;
    for (let at = this.#table[place]; at; at = this.#table[place]) {
      if (key.equals(this.#keyAt(at - 1))) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  #append(key: Buffer, id: Buffer): number {
    const size = 17 + id.length;
    const left = this.#pages.length * pageBytes - this.#end;
    if (size > left) {
      this.#end += left;
      this.#pages.push(Buffer.alloc(pageBytes));
    }
    const place = this.#end;
    const page = this.#pageOf(place);
    const start = place % pageBytes;
    key.copy(page, start);
    page[start + 16] = id.length;
    id.copy(page, start + 17);
    this.#end += size;
    return place;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    for (const at of before) if (at !== 0) this.#table[this.#placeOf(this.#keyAt(at - 1))] = at;
  }
}

/** Holds one key at a time. */
const scratch = Buffer.alloc(16);

/** The bytes of a key, until the next one is asked for. */
function bytesOf(key: string): Buffer | undefined {
  const digits = key.replaceAll('-', '');
  const isKey = digits.length === 32 && scratch.write(digits, 'hex') === 16;
  return isKey ? scratch : undefined;
}
