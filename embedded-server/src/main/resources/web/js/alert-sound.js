// Lets alerts be heard, where a person switched that on: one that is new sounds once, a critical one
// again and again until somebody took note. Tones are computed, as those of the desktop.
import * as page from './page.js';
import { t } from './text.js';

const KEY = 'cartelem.sound';
const REPEAT_MS = 5000;
const LOOK_MS = 1000;
const LOUDNESS = 0.6;
// Tones fade in and out, because a step in the wave is a click.
const FADE_S = 0.012;
const RISE_AND_FALL = [[740, 0.14], [1110, 0.14], [740, 0.14], [1110, 0.14]];

/** Pairs of a frequency in Hz, 0 for silence, and its length in seconds. */
const TONES = {
  sample: [[660, 0.18]],
  warning: [[880, 0.2], [0, 0.12], [880, 0.2]],
  critical: [...RISE_AND_FALL, [0, 0.15], ...RISE_AND_FALL],
};

export class AlertSound {
  /** @param button the switch */
  constructor(button) {
    this.button = button;
    this.on = page.recall(KEY, false) === true;
    this.context = null;
    this.known = null;
    this.urgent = false;
    this.playedMs = -Infinity;
    this.endsS = 0;
    button.addEventListener('click', () => this.toggle());
    // Browsers let no page be heard before it was touched.
    for (const touch of ['pointerup', 'keyup']) {
      document.addEventListener(touch, () => this.wake());
    }
    setInterval(() => this.again(), LOOK_MS);
    this.wake();
    this.show();
  }

  async toggle() {
    this.on = !this.on;
    page.remember(KEY, this.on);
    this.show();
    if (this.on) {
      await this.wake();
      // So that a person hears how loud it is.
      this.play('sample');
    }
  }

  /** Gets ready to be heard, if the browser lets it. */
  async wake() {
    const untouched = navigator.userActivation?.hasBeenActive === false;
    if (!this.on || untouched || this.context?.state === 'running') {
      return;
    }
    if (!this.context && window.AudioContext) {
      this.context = new AudioContext();
      this.context.addEventListener('statechange', () => this.show());
    }
    // Refused until the page is touched; the next touch tries again.
    await this.context?.resume().catch(() => {});
    this.show();
  }

  show() {
    const waits = this.on && this.context?.state !== 'running';
    this.button.setAttribute('aria-pressed', String(this.on));
    this.button.dataset.state = waits ? 'waits' : this.on ? 'on' : 'off';
    const words = t(waits ? 'alerts.sound_waits' : this.on ? 'alerts.sound_on' : 'alerts.sound_off');
    if (this.button.querySelector('svg')) {
      this.button.setAttribute('aria-label', words);
      this.button.title = words;
    } else {
      this.button.textContent = words;
    }
  }

  /**
   * Lets the worst of those be heard that were not open before; what was open when the page was opened
   * is no news.
   * @param open all open alerts
   */
  hear(open) {
    const name = (alert) => `${alert.id} ${alert.raised}`;
    const loud = open.filter((a) => a.sound && a.acknowledged === null && TONES[a.severity]);
    const fresh = this.known ? loud.filter((a) => !this.known.has(name(a))) : [];
    this.known = new Set(open.map(name));
    this.urgent = loud.some((a) => a.severity === 'critical');
    if (fresh.length) {
      this.play(fresh.some((a) => a.severity === 'critical') ? 'critical' : 'warning');
    }
  }

  /** Repeats what is critical and nobody noted. */
  again(nowMs = performance.now()) {
    if (this.urgent && nowMs - this.playedMs >= REPEAT_MS) {
      this.play('critical');
    }
  }

  play(kind) {
    const { context } = this;
    if (!this.on || context?.state !== 'running' || context.currentTime < this.endsS) {
      return;
    }
    this.playedMs = performance.now();
    let at = context.currentTime + FADE_S;
    for (const [hertz, seconds] of TONES[kind]) {
      if (hertz) {
        tone(context, hertz, at, at + seconds);
      }
      at += seconds;
    }
    this.endsS = at;
  }
}

function tone(context, hertz, from, to) {
  const gain = context.createGain();
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(LOUDNESS, from + FADE_S);
  gain.gain.setValueAtTime(LOUDNESS, to - FADE_S);
  gain.gain.linearRampToValueAtTime(0, to);
  gain.connect(context.destination);
  const wave = context.createOscillator();
  wave.frequency.value = hertz;
  wave.connect(gain);
  wave.addEventListener('ended', () => gain.disconnect());
  wave.start(from);
  wave.stop(to);
}
