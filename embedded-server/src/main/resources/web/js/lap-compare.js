// Two laps by distance: the gap between them, speeds, chosen channels, and where most time was lost.
import { get, query } from './api.js';
import { element } from './cards.js';
import { Charts } from './charts.js';
import { LapMap } from './lap-map.js';
import { draw, png, save } from './lap-picture.js';
import * as page from './page.js';
import { t } from './text.js';
import * as values from './values.js';

const POINTS = 801;
// As the files have that the desktop saves.
const FILE_POINTS = 2001;
const MOST_CHANNELS = 12;
const FIRST = ['obd.RPM', 'obd.THROTTLE_POS'];
const PLACES = new Set(['latitude', 'longitude', 'heading_deg', 'speed_kph', 'satellites', 'hdop', 'fix_quality']);
const $ = (id) => document.getElementById(id);

export class LapCompare {
  constructor() {
    this.charts = new Charts($('charts'), { sync: 'laps', relative: true, axis: distance, moved: (m) => this.point(m), pressed: (m) => this.point(m) });
    this.map = new LapMap($('map'), { empty: $('map-empty') });
    this.answer = null;
    this.pair = [null, null];
    this.zoomed = null;
    this.available = [];
    this.wanted = new Set(page.recall('cartelem.lapChannels', FIRST));
    this.asked = 0;
    $('whole').addEventListener('click', () => this.zoom(null));
    $('compare-png').addEventListener('click', () => this.picture());
    page.onTheme(() => {
      if (this.answer) {
        this.charts.clear();
        this.draw();
      }
    });
  }

  /** @param channels what the session of the reference recorded */
  offer(channels) {
    this.available = channels
      .filter((c) => c.kind !== 'text' && !PLACES.has(c.name))
      .toSorted((x, y) => values.byImportance(x.id, y.id))
      .slice(0, MOST_CHANNELS);
    this.drawChoice();
  }

  /** @param a the reference, @param b the lap that is judged, both as `session:lap` */
  async show(a, b) {
    const asked = ++this.asked;
    this.pair = [a, b];
    if (!a || !b) {
      this.none();
      return;
    }
    const channels = this.available.map((c) => c.id).filter((id) => this.wanted.has(id)).join(',');
    $('compare-csv').href = `/api/v1/laps/compare${query({ a, b, points: FILE_POINTS, channels, format: 'csv' })}`;
    // Until the answer is there, the words above would be of other laps than the curves.
    $('compare-png').disabled = true;
    try {
      const answer = await get(`/laps/compare${query({ a, b, points: POINTS, channels })}`);
      if (asked === this.asked) {
        this.answer = answer;
        this.zoomed = null;
        this.draw();
      }
    } catch (problem) {
      if (asked === this.asked) {
        this.none();
        page.notice(problem.message);
      }
    }
  }

  none() {
    this.answer = null;
    this.charts.clear();
    this.map.none();
    $('compared').hidden = true;
    $('compare-empty').hidden = false;
    $('charts-empty').hidden = false;
    $('whole').disabled = true;
    $('files').hidden = true;
  }

  draw() {
    const { answer } = this;
    $('compared').hidden = false;
    $('compare-empty').hidden = true;
    $('charts-empty').hidden = true;
    $('files').hidden = false;
    $('compare-png').disabled = false;
    $('gap').textContent = `${values.signed(answer.gap_s, 3)} s`;
    $('gap').dataset.side = values.side(answer.gap_s, 3);
    $('gap-words').textContent = t(`compare.${values.side(answer.gap_s, 3)}`);
    this.drawLosses();
    this.charts.show(this.groups());
    this.map.laps(answer);
    this.zoom(this.zoomed);
  }

  groups() {
    const pair = (id, name, unit, decimals) => ['a', 'b'].map((lap, i) => ({ key: `${lap}:${id}`, name: `${name} ${lap.toUpperCase()}`, unit, decimals, colour: i }));
    const found = this.answer.channels.map((c) => {
      const known = this.available.find((k) => k.id === c.id);
      return pair(c.id, values.label(c.id), c.unit, known?.decimals ?? 1);
    });
    return [[{ key: 'gap', name: t('compare.behind'), unit: 's', decimals: 2, colour: 2 }], pair('speed', t('compare.speed'), 'km/h', 1), ...found];
  }

  column(key) {
    const { answer } = this;
    const lap = key[0];
    const id = key.slice(2);
    if (key === 'gap') {
      return answer.gap;
    }
    return id === 'speed' ? answer[`${lap}_speed`] : answer.channels.find((c) => c.id === id)[lap];
  }

  drawLosses() {
    const { losses } = this.answer;
    $('losses').replaceChildren(...losses.map((loss) => {
      const button = element('button', 'loss');
      button.type = 'button';
      button.append(element('b', '', lost(loss)), element('span', '', place(loss)), element('small', 'sub', slowest(loss)));
      button.addEventListener('click', () => this.zoom(loss));
      const item = element('li');
      item.append(button);
      return item;
    }));
    if (!losses.length) {
      $('losses').append(element('li', 'empty', t('compare.no_losses')));
    }
  }

  drawChoice() {
    $('channels').replaceChildren(...this.available.map((channel) => {
      const button = element('button', '', values.label(channel.id));
      button.type = 'button';
      button.title = channel.id;
      button.setAttribute('aria-pressed', String(this.wanted.has(channel.id)));
      button.addEventListener('click', () => {
        this.toggle(channel.id);
        button.setAttribute('aria-pressed', String(this.wanted.has(channel.id)));
      });
      return button;
    }));
  }

  toggle(id) {
    if (!this.wanted.delete(id)) {
      this.wanted.add(id);
    }
    page.remember('cartelem.lapChannels', [...this.wanted]);
    if (this.answer) {
      this.show(...this.pair);
    }
  }

  /** Shows a loss larger, null for the whole lap. */
  zoom(loss) {
    this.zoomed = loss;
    const { metres } = this.answer;
    this.charts.data(metres, (key) => this.column(key), this.range());
    $('whole').disabled = !loss;
    if (loss) {
      this.map.stretch(loss.from_m, loss.to_m);
      this.charts.at(loss.apex_m);
      this.point(loss.apex_m);
    } else {
      this.map.whole();
      this.charts.nowhere();
    }
  }

  /** The metres that are shown. */
  range() {
    const { zoomed } = this;
    const end = this.answer.metres.at(-1);
    const room = zoomed ? (zoomed.to_m - zoomed.from_m) * 0.25 : 0;
    return zoomed ? { min: Math.max(0, zoomed.from_m - room), max: Math.min(end, zoomed.to_m + room) } : { min: 0, max: end };
  }

  /** Saves what is shown as a picture, with the words that stand on the page. */
  async picture() {
    const { answer } = this;
    const canvas = draw({
      title: `${$('track').textContent} · ${t('compare.title')}`,
      a: $('lap-a').textContent,
      b: $('lap-b').textContent,
      gap: `${$('gap').textContent} · ${$('gap-words').textContent}`,
      side: $('gap').dataset.side,
      lost: t('compare.losses'),
      losses: answer.losses.map((loss) => [`${lost(loss)} · ${place(loss)}`, slowest(loss)]),
      calm: t('compare.no_losses'),
      metres: answer.metres,
      range: this.range(),
      strips: this.groups().map((group) => group.map((line) => ({ ...line, values: this.column(line.key) }))),
      ways: this.map.ways,
      stretch: this.zoomed && { min: this.zoomed.from_m, max: this.zoomed.to_m },
      distance,
    });
    const file = await png(canvas);
    if (file) {
      save(file, `cartelem-lap-${answer.b}-against-${answer.a}.png`.replaceAll(':', '-'));
    } else {
      page.notice(t('compare.no_picture'));
    }
  }

  point(metre) {
    if (this.answer && metre !== null) {
      const { metres } = this.answer;
      const i = Math.round((metre / metres.at(-1)) * (metres.length - 1));
      this.map.at(Math.min(metres.length - 1, Math.max(0, i)));
    }
  }
}

const speed = (value) => (value === null ? '–' : value.toFixed(0));
const lost = (loss) => `+${loss.lost_s.toFixed(2)} s`;
const place = (loss) => `${loss.corner > 0 ? t('compare.turn', loss.corner) : t('compare.straight')} · S${loss.sector} · ${loss.apex_m.toFixed(0)} m`;
const slowest = (loss) => t('compare.slowest', speed(loss.b_slowest), speed(loss.a_slowest));
const distance = (metre) => (metre >= 10000 ? `${(metre / 1000).toFixed(1)} km` : `${Math.round(metre)} m`);
