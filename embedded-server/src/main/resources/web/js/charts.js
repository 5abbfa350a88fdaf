// Strip charts on one time axis with a shared crosshair.
import uPlot from '/lib/uplot.js';
import { element } from './cards.js';
import * as values from './values.js';

const PLAIN_HEIGHT = 60;

/** A strip is as high as lets some four of them be seen at once, and never too low to be read. */
const stripHeight = () => Math.round(Math.min(260, Math.max(150, innerHeight * 0.16)));

/** Channels that belong into one strip. What else is there gets a strip of its own when chosen. */
export const STRIPS = [
  ['obd.SPEED', 'gps.speed_kph'],
  ['obd.RPM'],
  ['obd.THROTTLE_POS', 'obd.ENGINE_LOAD'],
  ['obd.COOLANT_TEMP', 'obd.INTAKE_TEMP', 'obd.engine_oil_temperature'],
];

export class Charts {
  /**
   * @param pressed called with the time in seconds at which a person presses a chart
   * @param moved called with the time under the crosshair, null when it leaves
   * @param axis writes a time at the axis
   * @param plain a line without axes and numbers, as an overview
   */
  constructor(parent, { sync, relative = false, pressed, moved, axis, plain = false } = {}) {
    this.parent = parent;
    this.sync = uPlot.sync(sync);
    this.relative = relative;
    this.pressed = pressed;
    this.moved = moved;
    this.axis = axis;
    this.plain = plain;
    this.aheadS = 0;
    this.strips = new Map();
    this.resizer = new ResizeObserver(() => this.resize());
    this.resizer.observe(parent);
    addEventListener('resize', () => this.resize());
  }

  /** Shows exactly these strips: arrays of channels with key, unit and decimals, and a name and colour where they differ. */
  show(groups) {
    const wanted = new Map(groups.map((channels) => [channels.map((c) => c.key).join(' '), channels]));
    for (const [id, strip] of this.strips) {
      if (!wanted.has(id)) {
        strip.plot.destroy();
        strip.node.remove();
        this.strips.delete(id);
      }
    }
    for (const [id, channels] of wanted) {
      if (!this.strips.has(id)) {
        this.strips.set(id, this.make(channels));
      }
      this.parent.append(this.strips.get(id).node);
    }
  }

  /** @param columns called with a channel's key; answers its values at `times` */
  data(times, columns, range) {
    for (const strip of this.strips.values()) {
      const data = [times, ...strip.channels.map((c) => columns(c.key))];
      strip.plot.batch(() => {
        strip.plot.setData(data, false);
        strip.plot.setScale('x', range);
      });
      if (strip.plot.cursor.idx === null || strip.plot.cursor.left < 0) {
        this.legend(strip, null);
      }
    }
  }

  /** Each strip with time columns of its own, as a store hands them out. */
  series(of, range) {
    for (const strip of this.strips.values()) {
      const tables = strip.channels.map((c) => of(c.key)).map((s) => (s ? [s.t, s.v] : [[], []]));
      const joined = tables.length > 1 ? uPlot.join(tables) : tables[0];
      strip.plot.batch(() => {
        strip.plot.setData(joined, false);
        strip.plot.setScale('x', range);
      });
    }
  }

  /** Draws a line at the position of a replay. */
  at(time) {
    this.now = time;
    for (const strip of this.strips.values()) {
      const left = strip.plot.valToPos(time, 'x');
      strip.line.style.transform = `translateX(${strip.plot.over.offsetLeft + left}px)`;
      strip.line.hidden = !(left >= 0 && left <= strip.plot.over.clientWidth);
      this.legend(strip, time);
    }
  }

  /** Takes that line away. */
  nowhere() {
    this.now = undefined;
    for (const strip of this.strips.values()) {
      strip.line.hidden = true;
      this.legend(strip, null);
    }
  }

  clear() {
    this.show([]);
  }

  /** Colours come from the style sheet, so a change of theme makes the charts anew. */
  restyle() {
    const groups = [...this.strips.values()].map((s) => s.channels);
    this.clear();
    this.show(groups);
  }

  make(channels) {
    const node = element('div', this.plain ? 'strip plain' : 'strip');
    const head = element('div', 'strip-head');
    const numbers = channels.map((channel, i) => {
      const entry = element('span');
      entry.append(element('i', `s${(channel.colour ?? i) % 4}`), `${channel.name ?? values.label(channel.key)} `);
      const value = element('b', '', '–');
      entry.append(value, ` ${channel.unit}`);
      head.append(entry);
      return value;
    });
    const body = element('div', 'plot');
    const line = element('div', 'now-line');
    line.hidden = true;
    if (!this.plain) {
      node.append(head);
    }
    body.append(line);
    node.append(body);
    this.parent.append(node);
    const css = getComputedStyle(document.documentElement);
    const colour = (name) => css.getPropertyValue(name).trim();
    const axis = { stroke: colour('--soft'), grid: { stroke: colour('--grid'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
    const strip = { node, channels, numbers, line };
    node.strip = strip;
    node.dataset.channels = channels.map((c) => c.key).join(' ');
    strip.plot = new uPlot(
      {
        width: Math.max(100, this.parent.clientWidth),
        height: this.height(),
        legend: { show: false },
        cursor: { sync: { key: this.sync.key }, drag: { x: false, y: false }, points: { size: 7 } },
        scales: { x: { time: !this.relative }, y: { range: (plot, min, max) => values.span(min, max) } },
        axes: this.plain ? [{ show: false }, { show: false }] : [
          { ...axis, size: 26, space: 70, values: (plot, ticks) => ticks.map((t) => this.timeText(t)) },
          { ...axis, size: 48, values: (plot, ticks) => ticks.map(plain) },
        ],
        series: [{}, ...channels.map((c, i) => ({ label: c.key, stroke: colour(`--c${(c.colour ?? i) % 4}`), width: 1.75, spanGaps: this.relative, points: { show: false } }))],
        hooks: { setCursor: [(plot) => this.pointed(strip, plot.cursor.left < 0 ? null : plot.posToVal(plot.cursor.left, 'x'))] },
      },
      [[], ...channels.map(() => [])],
      body,
    );
    if (this.pressed) {
      strip.plot.over.addEventListener('click', (event) => this.pressed(strip.plot.posToVal(event.offsetX, 'x')));
    }
    return strip;
  }

  pointed(strip, time) {
    this.legend(strip, time);
    this.moved?.(time);
  }

  timeText(time) {
    if (this.axis) {
      return this.axis(time);
    }
    return this.relative ? values.clock(time).replace(/^00:/, '') : values.timeOfDay((time + this.aheadS) * 1000);
  }

  /** Values at a time; without one, the last there are. */
  legend(strip, time) {
    const times = strip.plot.data[0];
    let index = times.length - 1;
    const wanted = time ?? this.now;
    if (wanted !== undefined && wanted !== null && times.length) {
      index = nearest(times, wanted);
    }
    strip.channels.forEach((channel, i) => {
      const column = strip.plot.data[i + 1];
      let at = index;
      while (at > 0 && (column[at] === null || column[at] === undefined) && index - at < 64) {
        at--;
      }
      strip.numbers[i].textContent = values.number(column[at] ?? null, channel.decimals);
    });
  }

  height() {
    return this.plain ? PLAIN_HEIGHT : stripHeight();
  }

  resize() {
    const width = this.parent.clientWidth;
    const height = this.height();
    for (const strip of this.strips.values()) {
      if (width > 0 && (strip.plot.width !== width || strip.plot.height !== height)) {
        strip.plot.setSize({ width, height });
      }
    }
  }
}

/** Without groups of digits, which every language sets apart in its own way, as the values are. */
const plain = (tick) => (tick === null ? '' : String(Number(tick.toPrecision(6))));

/** The last time that is not after the wanted one. */
function nearest(times, wanted) {
  let low = 0;
  let high = times.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (times[middle] <= wanted) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return low;
}
