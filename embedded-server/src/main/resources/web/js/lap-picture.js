// A comparison of two laps as a picture: what the page shows, on one sheet of its own.
import * as values from './values.js';

const WIDTH = 1600;
const MARGIN = 32;
const HEADING = 164;
const SIDE = 500;
const CHARTS = WIDTH - 3 * MARGIN - SIDE;
const LEFT = 76;
const STRIP = 190;
const LEGEND = 30;
const AXIS = 34;
const ROW = 62;
const LOST = '#dc4a3d';
// Phones refuse larger canvases.
const MOST_PIXELS = 12e6;
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif';

/**
 * @param content words and columns:
 *   `title`; `a`, `b`, `gap`: lines; `side` of the gap; `lost`: a heading; `losses`: pairs of lines, or none and `calm`;
 *   `metres` and `range` {min, max}; `strips`: arrays of {name, unit, colour, values};
 *   `ways`: of A and B, arrays of [latitude, longitude]; `stretch` {min, max} that is looked at, or null;
 *   `distance`: writes a place at the axis
 * @return a canvas
 */
export function draw(content) {
  const charts = content.strips.length * (LEGEND + STRIP) + AXIS;
  const height = HEADING + Math.max(charts, SIDE + 2 * LEGEND + Math.max(1, content.losses.length) * ROW) + MARGIN;
  const scale = Math.min(2, Math.sqrt(MOST_PIXELS / (WIDTH * height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.floor(WIDTH * scale);
  canvas.height = Math.floor(height * scale);
  const g = canvas.getContext('2d');
  g.scale(scale, scale);
  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  g.fillStyle = colour('--ground');
  g.fillRect(0, 0, WIDTH, height);
  heading(g, content, colour);
  content.strips.forEach((strip, i) => {
    drawStrip(g, content, strip, HEADING + i * (LEGEND + STRIP), i === content.strips.length - 1, colour);
  });
  drawMap(g, content, WIDTH - MARGIN - SIDE, HEADING, colour);
  drawLosses(g, content, WIDTH - MARGIN - SIDE, HEADING + SIDE + LEGEND, colour);
  return canvas;
}

/** The canvas as a PNG. */
export const png = (canvas) => new Promise((done) => {
  canvas.toBlob(done, 'image/png');
});

/** Hands a file to the browser's downloads. */
export function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers read it only after this returned.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function heading(g, content, colour) {
  const room = WIDTH - 2 * MARGIN;
  write(g, content.title, MARGIN, 46, 'bold 30px', colour('--text'), room);
  for (const [i, words] of [content.a, content.b].entries()) {
    g.fillStyle = colour(`--c${i}`);
    g.fillRect(MARGIN, 66 + i * 30, 8, 22);
    write(g, words, MARGIN + 20, 84 + i * 30, '20px', colour('--text'), room - 20);
  }
  const gap = { gain: '--gain', loss: '--loss' }[content.side] ?? '--text';
  write(g, content.gap, MARGIN, 148, 'bold 24px', colour(gap), room);
}

function drawStrip(g, content, strip, top, last, colour) {
  const { min, max } = content.range;
  const from = content.metres.findIndex((m) => m >= min);
  const to = content.metres.findLastIndex((m) => m <= max);
  const shown = strip.flatMap((line) => line.values.slice(from, to + 1)).filter((v) => v !== null);
  const [low, high] = values.span(
    shown.reduce((least, v) => Math.min(least, v), Infinity),
    shown.reduce((most, v) => Math.max(most, v), -Infinity),
  );
  const x = (m) => MARGIN + LEFT + ((m - min) / (max - min || 1)) * (CHARTS - LEFT);
  const y = (v) => top + LEGEND + STRIP - 8 - ((v - low) / (high - low)) * (STRIP - 16);
  let at = MARGIN + LEFT;
  for (const line of strip) {
    g.fillStyle = colour(`--c${line.colour}`);
    g.fillRect(at, top + 12, 16, 6);
    const words = line.unit ? `${line.name} [${line.unit}]` : line.name;
    at += 24 + write(g, words, at + 24, top + 20, '16px', colour('--text'), 360) + 28;
  }
  g.fillStyle = colour('--panel');
  g.fillRect(MARGIN + LEFT, top + LEGEND, CHARTS - LEFT, STRIP - 8);
  g.lineWidth = 1;
  g.strokeStyle = colour('--line');
  g.textAlign = 'right';
  for (const tick of ticks(low, high, 4)) {
    path(g, [[MARGIN + LEFT, y(tick)], [MARGIN + CHARTS, y(tick)]]);
    write(g, String(Number(tick.toPrecision(6))), MARGIN + LEFT - 10, y(tick) + 5, '14px', colour('--soft'), LEFT - 12);
  }
  g.textAlign = 'center';
  for (const tick of ticks(min, max, 8)) {
    path(g, [[x(tick), top + LEGEND], [x(tick), top + LEGEND + STRIP - 8]]);
    if (last) {
      write(g, content.distance(tick), x(tick), top + LEGEND + STRIP + 14, '14px', colour('--soft'), 100);
    }
  }
  g.textAlign = 'left';
  g.lineWidth = 2;
  for (const line of strip) {
    g.strokeStyle = colour(`--c${line.colour}`);
    path(g, line.values.slice(from, to + 1).flatMap((v, i) => (v === null ? [] : [[x(content.metres[from + i]), y(v)]])));
  }
}

/** Both ways in a square, north above. */
function drawMap(g, content, left, top, colour) {
  g.fillStyle = colour('--panel');
  g.fillRect(left, top, SIDE, SIDE);
  const points = content.ways.flat().filter(([lat, lon]) => lat !== null && lon !== null);
  if (!points.length) {
    return;
  }
  const lats = points.map((p) => p[0]);
  const lons = points.map((p) => p[1]);
  const middle = [(Math.min(...lats) + Math.max(...lats)) / 2, (Math.min(...lons) + Math.max(...lons)) / 2];
  const narrow = Math.cos((middle[0] * Math.PI) / 180);
  const size = Math.max(Math.max(...lats) - Math.min(...lats), (Math.max(...lons) - Math.min(...lons)) * narrow, 1e-6);
  const scale = (SIDE - 2 * MARGIN) / size;
  const place = ([lat, lon]) => [left + SIDE / 2 + (lon - middle[1]) * narrow * scale, top + SIDE / 2 - (lat - middle[0]) * scale];
  const way = (list) => path(g, list.filter(([lat, lon]) => lat !== null && lon !== null).map(place));
  g.lineJoin = 'round';
  if (content.stretch) {
    g.strokeStyle = LOST;
    g.lineWidth = 18;
    way(content.ways[0].filter((_, i) => content.metres[i] >= content.stretch.min && content.metres[i] <= content.stretch.max));
  }
  for (const [i, list] of content.ways.entries()) {
    g.strokeStyle = colour(`--c${i}`);
    g.lineWidth = i ? 3 : 8;
    way(list);
  }
}

function drawLosses(g, content, left, above, colour) {
  const top = above + LEGEND;
  write(g, content.lost, left, above + 8, '16px', colour('--soft'), SIDE);
  if (!content.losses.length) {
    write(g, content.calm, left, top + 16, '18px', colour('--soft'), SIDE);
  }
  content.losses.forEach(([first, second], i) => {
    write(g, first, left, top + i * ROW + 16, 'bold 18px', colour('--text'), SIDE);
    write(g, second, left, top + i * ROW + 40, '16px', colour('--soft'), SIDE);
  });
}

/** @return how wide the words are */
function write(g, words, x, y, font, colour, room) {
  g.font = `${font} ${FONT}`;
  g.fillStyle = colour;
  g.fillText(words, x, y, room);
  return Math.min(room, g.measureText(words).width);
}

function path(g, points) {
  g.beginPath();
  points.forEach(([x, y], i) => (i ? g.lineTo(x, y) : g.moveTo(x, y)));
  g.stroke();
}

/** Round numbers from `low` to `high`, some `wanted` of them. */
function ticks(low, high, wanted) {
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5].find((n) => n * power >= raw) ?? 10);
  const first = Math.ceil(low / step);
  return Array.from({ length: Math.max(0, Math.floor(high / step) - first + 1) }, (_, i) => (first + i) * step);
}
