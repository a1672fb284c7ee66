/** Medians, column by column, of rows that are added one after the other: nothing is sorted anew. */
export class SortedColumns {
  readonly #columns: readonly Float32Array[];
  #count = 0;

  /** @param capacity most rows it will hold between two clears */
  constructor(columns: number, capacity: number) {
    this.#columns = Array.from({ length: columns }, () => new Float32Array(capacity));
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#count = 0;
  }

  /** @param row one value a column. Throws RangeError when full. */
  add(row: Float32Array): void {
    const count = this.#count;
    if (count === this.#columns[0]?.length) throw new RangeError('no room for another row');
    for (let c = 0; c < this.#columns.length; c++) {
      const column = this.#columns[c]!;
      const value = row[c]!;
      let at = count;
      for (; at > 0 && column[at - 1]! > value; at--) column[at] = column[at - 1]!;
      column[at] = value;
    }
    this.#count++;
  }

  /** The mean of both middle values where their number is even. Needs one row at least. */
  medians(): Float32Array {
    const half = this.#count >> 1;
    const odd = this.#count % 2 === 1;
    return Float32Array.from(this.#columns, (column) => (odd ? column[half]! : (column[half - 1]! + column[half]!) / 2));
  }
}
