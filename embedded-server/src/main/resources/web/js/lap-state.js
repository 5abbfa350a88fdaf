// How the lap stands between two messages: its time runs on by this device's own clock, and what
// rests on positions that stopped coming is shown as old, then not at all.
import * as values from './values.js';

const POSITION_PERIOD_S = 1;

export class LapState {
  constructor() {
    this.lap = null;
    this.takenMs = 0;
  }

  take(message) {
    this.lap = message;
    this.takenMs = performance.now();
  }

  /** Whether there is a track to time laps on. */
  get known() {
    return this.lap !== null && this.lap.track !== null;
  }

  get timing() {
    return this.known && this.lap.number > 0 && this.lap.elapsed_s !== null;
  }

  /** Seconds since the latest position. */
  get ageS() {
    return (this.lap?.age_s ?? 0) + (performance.now() - this.takenMs) / 1000;
  }

  /** `fresh`, `stale` or `gone`, by the rule of all screens. */
  get fresh() {
    return values.freshness(this.ageS, POSITION_PERIOD_S);
  }

  /** The time of the lap being driven, null when there is none or nobody knows. */
  get elapsedS() {
    return this.timing && this.fresh !== 'gone' ? this.lap.elapsed_s + this.ageS : null;
  }

  /** A value of the lap being driven, null when its position is gone. */
  running(name) {
    return this.timing && this.fresh !== 'gone' ? this.lap[name] : null;
  }

  /** The sectors to show: of this lap, and for a moment after the line those of the last one. */
  sectors(ofLastForS = 5) {
    if (!this.known) {
      return [];
    }
    const justBegun = this.lap.sectors.length === 0 && (this.elapsedS ?? Infinity) < ofLastForS;
    const from = justBegun ? this.lap.last_sectors : this.lap.sectors;
    return Array.from({ length: this.lap.sector_count }, (_, i) => ({
      time: from[i]?.time_s ?? null,
      best: this.lap.best_sectors_s[i] ?? null,
    }));
  }
}
