// The last half hour of each channel in memory of a fixed size: tenths of a second with their
// smallest and largest value, so that no spike is lost and hours change nothing.
export const STEP_S = 0.1;
export const LENGTH = 18000;

export class History {
  constructor() {
    this.min = new Float32Array(LENGTH).fill(NaN);
    this.max = new Float32Array(LENGTH).fill(NaN);
    this.last = -1;
  }

  add(time, value) {
    const slot = Math.floor(time / STEP_S);
    if (this.last >= 0 && slot <= this.last - LENGTH) {
      return;
    }
    if (slot > this.last) {
      const from = Math.max(this.last + 1, slot - LENGTH + 1);
      for (let s = from; s <= slot; s++) {
        this.min[s % LENGTH] = NaN;
        this.max[s % LENGTH] = NaN;
      }
      this.last = slot;
    }
    const at = slot % LENGTH;
    if (!(value >= this.min[at])) {
      this.min[at] = value;
    }
    if (!(value <= this.max[at])) {
      this.max[at] = value;
    }
  }

  /**
   * Fills columns for a chart: two values for each, the smallest and the largest.
   * @param first slot of the first column
   * @param step slots in a column
   */
  fill(out, first, columns, step) {
    for (let c = 0; c < columns; c++) {
      let low = NaN;
      let high = NaN;
      const from = Math.max(first + c * step, this.last - LENGTH + 1, 0);
      const to = Math.min(first + (c + 1) * step - 1, this.last);
      for (let s = from; s <= to; s++) {
        const at = s % LENGTH;
        if (!(this.min[at] >= low)) {
          low = Number.isNaN(this.min[at]) ? low : this.min[at];
        }
        if (!(this.max[at] <= high)) {
          high = Number.isNaN(this.max[at]) ? high : this.max[at];
        }
      }
      out[2 * c] = Number.isNaN(low) ? null : low;
      out[2 * c + 1] = Number.isNaN(high) ? null : high;
    }
  }
}
