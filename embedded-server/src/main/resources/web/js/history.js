// The last half hour of a charted channel in memory of a fixed size: tenths of a second with their
// smallest and largest value, so that no spike is lost and hours change nothing. A value that comes
// twice, by the stream and with the past, changes nothing either.
export const STEP_S = 0.1;
export const LENGTH = 18000;
const STEP_MICROS = 100000;

/** The tenth of a second in which a time in milliseconds lies; whole numbers, as the server counts. */
export const slotOf = (millis) => Math.floor(Math.round(millis * 1000) / STEP_MICROS);

export class History {
  constructor() {
    this.min = new Float64Array(LENGTH).fill(NaN);
    this.max = new Float64Array(LENGTH).fill(NaN);
    this.last = -1;
  }

  add(slot, value) {
    if (!this.reach(slot)) {
      return;
    }
    const at = slot % LENGTH;
    if (!(value >= this.min[at])) {
      this.min[at] = value;
    }
    if (!(value <= this.max[at])) {
      this.max[at] = value;
    }
  }

  /** Takes what is known of a whole tenth of a second in the place of what was there. */
  set(slot, low, high) {
    if (this.reach(slot)) {
      this.min[slot % LENGTH] = low;
      this.max[slot % LENGTH] = high;
    }
  }

  /** Makes room up to a slot; false for one that is too old. */
  reach(slot) {
    if (this.last >= 0 && slot <= this.last - LENGTH) {
      return false;
    }
    if (slot > this.last) {
      const from = Math.max(this.last + 1, slot - LENGTH + 1);
      for (let s = from; s <= slot; s++) {
        this.min[s % LENGTH] = NaN;
        this.max[s % LENGTH] = NaN;
      }
      this.last = slot;
    }
    return true;
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

/** Joins the columns of a slow channel, in `windowS` seconds; a gap of more than five seconds stays one. */
export function bridged(out, windowS) {
  const most = Math.max(4, Math.round((5 / windowS) * out.length));
  let last = -1;
  for (let i = 0; i < out.length; i++) {
    if (out[i] !== null) {
      if (last >= 0 && i - last > 1 && i - last <= most) {
        const slope = (out[i] - out[last]) / (i - last);
        for (let j = last + 1; j < i; j++) {
          out[j] = out[last] + slope * (j - last);
        }
      }
      last = i;
    }
  }
  return out;
}
