/** Numbers of rows, a bit each. */
export class RowSet {
  #bits = new Uint8Array(128);

  add(row: number): void {
    while (row >> 3 >= this.#bits.length) {
      const bits = new Uint8Array(this.#bits.length * 2);
      bits.set(this.#bits);
      this.#bits = bits;
    }
    this.#bits[row >> 3] = (this.#bits[row >> 3] ?? 0) | (1 << (row & 7));
  }

  has(row: number): boolean {
    return ((this.#bits[row >> 3] ?? 0) & (1 << (row & 7))) !== 0;
  }
}
