// What was measured before the page was opened, or while it was cut off. It is asked for once the
// stream runs, so nothing lies between the two; what both bring lands in the same tenths of seconds.
import { get, query } from './api.js';
import { slotOf, STEP_S } from './history.js';

const RETRY_MS = 5000;
const TRACK_S = 1800;
// Newer columns may still be growing when the answer is written.
const GROWING = 5;

export class Past {
  /**
   * @param histories the charted channels by key
   * @param map takes the track
   * @param arrived called with the newest slot when something came
   */
  constructor(histories, map, arrived) {
    this.histories = histories;
    this.map = map;
    this.arrived = arrived;
    this.connections = 0;
    this.again();
  }

  /** The stream began anew, or samples were left out: everything has to be asked for again. */
  again() {
    this.connections++;
    this.reach = new Map();
    this.tracked = false;
    this.notBeforeMs = 0;
  }

  /** Asks for what is shown and not there yet; called as often as the page is drawn. */
  async load(windowS) {
    if (this.loading || performance.now() < this.notBeforeMs) {
      return;
    }
    const keys = [...this.histories.keys()].filter((k) => (this.reach.get(k) ?? 0) < windowS);
    if (!keys.length && this.tracked) {
      return;
    }
    this.loading = true;
    const connection = this.connections;
    try {
      if (!this.tracked) {
        this.map.past(await get(`/channels/track${query({ seconds: TRACK_S })}`));
        this.tracked ||= connection === this.connections;
      }
      if (keys.length) {
        this.merge(await get(`/channels/history${query({ seconds: windowS, channels: keys.join(',') })}`));
        if (connection === this.connections) {
          keys.forEach((k) => this.reach.set(k, windowS));
        }
      }
    } catch {
      // The charts begin with the stream; the next attempt comes after a pause.
      this.notBeforeMs = performance.now() + RETRY_MS;
    } finally {
      this.loading = false;
    }
  }

  merge(answer) {
    const first = slotOf(answer.t0);
    const step = Math.round(answer.step / STEP_S);
    let newest = -1;
    for (const series of answer.series) {
      const history = this.histories.get(series.id);
      if (!history) {
        continue;
      }
      const low = series.v ?? series.min;
      const high = series.v ?? series.max;
      const whole = (series.t.at(-1) ?? 0) - GROWING;
      series.t.forEach((column, i) => {
        const slot = first + column * step;
        if (column <= whole) {
          history.set(slot, low[i], high[i]);
        } else {
          history.add(slot, low[i]);
          history.add(slot, high[i]);
        }
      });
      newest = Math.max(newest, history.last);
    }
    this.arrived(newest);
  }
}
