/** An order id has 29 or 32 characters; a longer text is none. */
const longestId = 255;

const pageBytes = 1 << 18;

/** Of a record: all but its id. */
const headBytes = 18;

/** Holds one id at a time. */
const idBytes = Buffer.alloc(longestId);

/**
 * The orders of rows, by their keys: some 45 bytes each, where a Map of strings would take 300. Keys
 * are UUIDs; a key of another form belongs to no row and is not kept.
 */
export class KnownOrders {
  size = 0;
  /**
   * Records one after the other, none across two pages: 16 bytes of key, how many bytes the id has in
   * common with the first one of its page, how many others follow, and these. (Ids begin with the time
   * at which they were made.) One buffer would have to be copied to grow, with twice the room meanwhile.
   */
  readonly #pages: Buffer[] = [];
  /** Where the next record goes: pages count as if they lay one after the other. */
  #end = 0;
  /** Where the record of a key begins, plus one; the place is told by the key, which is random. */
  #table = new Uint32Array(1 << 7);

  add(key: string, id: string): void {
    if (Buffer.byteLength(id) > longestId || !readKey(key)) return;
    const place = this.#placeOf(sought, 0);
    if (this.#table[place] !== 0) return;
    this.#table[place] = this.#append(id) + 1;
    this.size += 1;
    if (this.size * 4 > this.#table.length * 3) this.#grow();
  }

  /** The id of the order that was created under this key; undefined when none is known. */
  find(key: string): string | undefined {
    const at = readKey(key) ? (this.#table[this.#placeOf(sought, 0)] ?? 0) : 0;
    if (at === 0) return undefined;
    const page = this.#pageOf(at - 1);
    const start = ((at - 1) % pageBytes) + headBytes;
    const [common, others] = [page[start - 2]!, page[start - 1]!];
    if (common === 0) return page.toString('utf8', start, start + others);
    page.copy(idBytes, 0, headBytes, headBytes + common);
    page.copy(idBytes, common, start, start + others);
    return idBytes.toString('utf8', 0, common + others);
  }

  /** All keys, in the order in which they were added, with what stands for their orders. */
  *entries(): Generator<[key: string, id: string]> {
    let left = this.size;
    for (const page of this.#pages) {
      for (let at = 0; left > 0 && at + headBytes <= pageBytes; left -= 1) {
        const others = page[at + 17]!;
        const hex = page.toString('hex', at, at + 16);
        if (/^0+$/.test(hex)) break; // what was left of the page was too little for a record
        const key = hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
        yield [key, this.find(key)!];
        at += headBytes + others;
      }
    }
  }

  #pageOf(place: number): Buffer {
    return this.#pages[Math.floor(place / pageBytes)]!;
  }

  /** Where the key that begins at `start` of these bytes stands in the table, or would. */
  #placeOf(key: Uint8Array, start: number): number {
    const mask = this.#table.length - 1;
    const head = key[start]! | (key[start + 1]! << 8) | (key[start + 2]! << 16);
    let place = (head | (key[start + 3]! << 24)) & mask;
    for (let at = this.#table[place]; at; at = this.#table[place]) {
      if (isSameKey(key, start, this.#pageOf(at - 1), (at - 1) % pageBytes)) break;
      place = (place + 1) & mask;
    }
    return place;
  }

  /** Adds a record of the key that is sought. */
  #append(id: string): number {
    const length = idBytes.write(id);
    const left = this.#pages.length * pageBytes - this.#end;
    // What an id has in common with the first of its page may save room, but need not.
    if (headBytes + length > left) {
      this.#end += left;
      this.#pages.push(Buffer.alloc(pageBytes));
    }
    const place = this.#end;
    const page = this.#pageOf(place);
    const start = place % pageBytes;
    let common = 0;
    while (start > 0 && common < Math.min(length, page[17]!)) {
      if (page[headBytes + common] !== idBytes[common]) break;
      common += 1;
    }
    page.set(sought, start);
    page[start + 16] = common;
    page[start + 17] = length - common;
    idBytes.copy(page, start + headBytes, common, length);
    this.#end += headBytes + length - common;
    return place;
  }

  #grow(): void {
    const before = this.#table;
    this.#table = new Uint32Array(before.length * 2);
    for (const at of before) {
      if (at === 0) continue;
      this.#table[this.#placeOf(this.#pageOf(at - 1), (at - 1) % pageBytes)] = at;
    }
  }
}

/** The bytes of the key that was read last. */
const sought = new Uint8Array(16);

/** Reads the bytes of a key; false where it is none. Char by char: a batch does it for each row. */
function readKey(key: string): boolean {
  let digits = 0;
  for (let i = 0; i < key.length; i += 1) {
    const digit = digitOf(key.charCodeAt(i));
    if (digit === hyphen) continue;
    if (digit === noDigit || digits === 32) return false;
    const at = digits >> 1;
    sought[at] = digits % 2 === 0 ? digit << 4 : sought[at]! | digit;
    digits += 1;
  }
  return digits === 32;
}

const hyphen = 16;
const noDigit = 17;

function digitOf(char: number): number {
  if (char >= 0x30 && char <= 0x39) return char - 0x30;
  const letter = char | 0x20;
  if (letter >= 0x61 && letter <= 0x66 && char < 0x80) return letter - 0x57;
  return char === 0x2d ? hyphen : noDigit;
}

function isSameKey(one: Uint8Array, at: number, other: Uint8Array, otherAt: number): boolean {
  for (let i = 0; i < 16; i += 1) if (one[at + i] !== other[otherAt + i]) return false;
  return true;
}
