/** An order id has 29 or 32 characters; whatever is longer than this is none. */
const longestId = 255;

/**
 * The orders of rows, by their keys: some 60 bytes each, where a Map of strings would take 300. Keys
 * are UUIDs; a key of another form belongs to no row and is not kept.
 */
export class KnownOrders {
  size = 0;
  /** Records one after the other: 16 bytes of key, the length of the id, the id. */
  #records = Buffer.alloc(1 << 12);
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
    const start = at - 1 + 17;
    return this.#records.toString('utf8', start, start + (this.#records[start - 1] ?? 0));
  }

  #placeOf(key: Buffer): number {
    const mask = this.#table.length - 1;
    let place = key.readUInt32LE(0) & mask;
    for (let at = this.#table[place]; at; at = this.#table[place]) {
      if (key.equals(this.#records.subarray(at - 1, at + 15))) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  #append(key: Buffer, id: Buffer): number {
    const start = this.#end;
    const size = 17 + id.length;
    if (start + size > this.#records.length) {
      this.#records = Buffer.concat([this.#records, Buffer.alloc(this.#records.length)]);
    }
    key.copy(this.#records, start);
    this.#records[start + 16] = id.length;
    id.copy(this.#records, start + 17);
    this.#end += size;
    return start;
  }

  #grow(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let at = 0; at < this.#end; at += 17 + (this.#records[at + 16] ?? 0)) {
      this.#table[this.#placeOf(this.#records.subarray(at, at + 16))] = at + 1;
    }
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
