// The replay page.
import { watchAlerts } from './alerts.js';
import { get, query } from './api.js';
import { Cards, element } from './cards.js';
import { Charts, STRIPS } from './charts.js';
import { TrackMap } from './map.js';
import { MarkerList } from './marker-list.js';
import * as page from './page.js';
import { facts, SessionList } from './session-list.js';
import { Stream } from './stream.js';
import { locale, say, t } from './text.js';
import * as values from './values.js';

const DRAW_MS = 80;
const SEEK_MS = 100;
const MOST_DECIMALS = 5;
const $ = (id) => document.getElementById(id);

const cards = new Cards($('cards'), $('more'), toggle);
cards.frozen = true;
const charts = new Charts($('charts'), { sync: 'replay', relative: true, pressed: seek });
const overview = new Charts($('overview'), { sync: 'overview', relative: true, plain: true, pressed: seek });
const map = new TrackMap($('map'), { following: false, empty: $('map-empty') });
const markers = new MarkerList($('markers'), $('markers-panel'), seek);
const list = new SessionList($('session'), $('search'), open);
let session = null;
let stream = null;
let series = new Map();
let track = null;
let duration = 0;
let begin = 0;
let replay = { state: 'paused', position: 0, speed: 1 };
let replayMs = 0;
/** When the server was last heard, if it is gone: the replay stands still until it is back. */
let lostMs = null;
let range = { from: null, to: null };
let chosen = [];
let seekTimer = null;
let scrubbing = false;
const address = new URL(location.href).searchParams;
let wantedAt = address.has('at') ? Number(address.get('at')) : NaN;

async function open(which) {
  stream?.close();
  session = which;
  series = new Map();
  chosen = [];
  range = { from: null, to: null };
  cards.clear();
  history.replaceState(null, '', `/replay.html?session=${session.id}`);
  $('session-facts').textContent = facts(session);
  $('laps-link').href = `/laps.html?session=${session.id}`;
  $('debrief-link').href = `/debrief.html?session=${session.id}`;
  const path = `/sessions/${session.id}`;
  try {
    const [channels, all, positions, marks] = await Promise.all([
      get(`${path}/channels`), get(`${path}/series?points=1500`), get(`${path}/track`), get(`${path}/markers`),
    ]);
    if (session !== which) {
      return;
    }
    all.series.forEach((s) => series.set(s.id, { t: s.v ? s.t : doubled(s.t), v: s.v ?? interleaved(s.min, s.max), key: s.id, unit: s.unit }));
    channels.forEach((c) => series.has(c.id) && (series.get(c.id).decimals = c.decimals));
    track = positions;
    // Not quite at the start: by then every channel has said something.
    begin = Math.min(1, Math.max(0, ...channels.map((c) => c.first_t)) + 0.01);
    duration = Math.max(0, ...channels.map((c) => c.last_t));
    if (Number.isFinite(wantedAt)) {
      begin = Math.min(duration, Math.max(0, wantedAt));
      wantedAt = NaN;
    }
    map.show(track);
    $('map-empty').textContent = t('replay.no_positions');
    showRange();
    showCharts();
    showStatistics(channels);
    markers.show(marks);
    showExport(channels);
    play(which);
  } catch (problem) {
    if (session === which) {
      $('charts-empty').hidden = false;
      $('charts-empty').textContent = page.remedy(problem);
      $('map-empty').textContent = page.remedy(problem);
      page.complain(problem);
    }
  }
}

function play(which) {
  stream?.close();
  lostMs = null;
  $('scrubber').max = duration;
  for (const id of ['scrubber', 'play', 'back', 'ahead', 'range-from', 'range-to', 'range-clear']) {
    $(id).disabled = false;
  }
  page.notice('');
  stream = new Stream({ replay: 1, session_id: which.id, speed: $('speed').value }, {
    state(state, detail) {
      page.connection(state, state === 'refused' ? say(detail) : state === 'live' ? t('connection.replay') : undefined);
      if (state === 'lost') {
        lostMs ??= performance.now();
      }
    },
    hello() {
      // After a break the replay goes on as this page shows it.
      const before = replay.session === which.id ? { ...replay, position: position() } : null;
      lostMs = null;
      if (before?.state !== 'playing') {
        stream.send({ type: 'pause' });
      }
      stream.send({ type: 'speed', value: Number($('speed').value) });
      stream.send({ type: 'seek', t: before ? before.position : begin });
    },
    samples(samples) {
      for (const s of samples) {
        if (s.channel) {
          cards.put(s.channel, s.millis / 1000, s.value, s.quality, performance.now());
        }
      }
    },
    replay(message) {
      replay = { ...message, session: which.id };
      replayMs = performance.now();
      const playing = message.state === 'playing';
      $('play').textContent = playing ? '❚❚' : '▶';
      $('play').setAttribute('aria-label', t(playing ? 'replay.pause' : 'replay.play'));
    },
  });
}

function position() {
  const now = lostMs ?? performance.now();
  const since = replay.state === 'playing' ? ((now - replayMs) / 1000) * replay.speed : 0;
  return Math.min(duration, replay.position + since);
}

function draw() {
  if (!session || document.hidden) {
    return;
  }
  cards.draw(new Set(chosen));
  const now = scrubbing ? Number($('scrubber').value) : position();
  if (!scrubbing) {
    $('scrubber').value = now;
  }
  $('scrubber').setAttribute('aria-valuetext', values.position(now));
  $('position').textContent = `${values.position(now)} / ${values.position(duration)}`;
  charts.at(now);
  overview.at(now);
  if (track?.t.length) {
    const at = placeAt(now);
    map.move(at[0], at[1]);
  }
}

/** Between two points of the track. */
function placeAt(time) {
  let low = 0;
  let high = track.t.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (track.t[middle] <= time) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  const next = Math.min(low + 1, track.t.length - 1);
  const gap = track.t[next] - track.t[low];
  const part = gap > 0 ? Math.min(1, Math.max(0, (time - track.t[low]) / gap)) : 0;
  return [track.lat[low] + part * (track.lat[next] - track.lat[low]), track.lon[low] + part * (track.lon[next] - track.lon[low])];
}

function showCharts() {
  const groups = STRIPS.map((keys) => keys.filter((k) => series.has(k)));
  groups.push(...chosen.filter((k) => !groups.flat().includes(k)).map((k) => [k]));
  const shown = groups.filter((g) => g.length).map((g) => g.map((k) => series.get(k)));
  charts.show(shown);
  const speed = ['gps.speed_kph', 'obd.SPEED', 'obd.RPM'].find((k) => series.has(k)) ?? series.keys().next().value;
  overview.show(speed ? [[series.get(speed)]] : []);
  const whole = { min: 0, max: Math.max(duration, 0.1) };
  charts.series((k) => series.get(k), range.from === null && range.to === null ? whole : { min: range.from ?? 0, max: range.to ?? duration });
  overview.series((k) => series.get(k), whole);
  $('charts-empty').hidden = shown.length > 0;
  $('charts-empty').textContent = t('replay.no_numbers');
}

function toggle(key) {
  chosen = chosen.includes(key) ? chosen.filter((k) => k !== key) : series.has(key) ? [...chosen, key] : chosen;
  showCharts();
}

function showStatistics(channels) {
  const rows = channels.toSorted((a, b) => values.byImportance(a.id, b.id)).map((c) => {
    const row = element('tr');
    const cells = [values.label(c.id), c.count.toLocaleString(locale), ...[c.min, c.mean, c.max].map((value, i) => values.number(value, Math.min(MOST_DECIMALS, c.decimals + i % 2))), c.unit];
    row.append(...cells.map((text) => element('td', '', text)));
    // a narrow screen has no room for a column of units
    row.firstChild.dataset.unit = c.unit;
    row.title = c.id;
    return row;
  });
  $('stats').tBodies[0].replaceChildren(...rows);
}

function showExport(channels) {
  const fill = (select, names) => select.replaceChildren(new Option(t('export.all'), ''), ...names.map((n) => new Option(n, n)));
  fill($('export-source'), [...new Set(channels.map((c) => c.source))].sort());
  fill($('export-channel'), channels.map((c) => c.id));
  linkExports();
}

function linkExports() {
  const filter = query({ ...limits(), sources: $('export-source').value, channels: $('export-channel').value });
  for (const [id, file] of [['export-csv', 'signals.csv'], ['export-parquet', 'signals.parquet'], ['export-frames', 'frames.csv']]) {
    $(id).removeAttribute('aria-disabled');
    $(id).href = `/api/v1/export/sessions/${session.id}/${file}${filter}`;
  }
}

function limits() {
  return { start_t: range.from, end_t: range.to };
}

function showRange() {
  const whole = range.from === null && range.to === null;
  $('range').textContent = whole ? t('stats.whole') : t('range', values.position(range.from ?? 0), values.position(range.to ?? duration));
}

async function setRange(change) {
  range = { ...range, ...change };
  if (range.from !== null && range.to !== null && range.from >= range.to) {
    range = { from: range.from, to: null };
  }
  showRange();
  showCharts();
  linkExports();
  try {
    showStatistics(await get(`/sessions/${session.id}/channels${query(limits())}`));
  } catch (problem) {
    page.notice(problem.message);
  }
}

function seek(time) {
  const to = Math.min(duration, Math.max(0, time));
  replay = { ...replay, position: to };
  replayMs = lostMs ?? performance.now();
  stream?.send({ type: 'seek', t: to });
}

function playOrPause() {
  const playing = replay.state === 'playing';
  if (!playing && position() >= duration) {
    seek(range.from ?? 0);
  }
  stream?.send({ type: playing ? 'pause' : 'play' });
}

const interleaved = (a, b) => a.flatMap((v, i) => [v, b[i]]);
const doubled = (t) => t.flatMap((v, i) => [v, i + 1 < t.length ? (v + t[i + 1]) / 2 : v]);

$('scrubber').addEventListener('input', () => {
  scrubbing = true;
  if (!seekTimer) {
    seekTimer = setTimeout(() => {
      seekTimer = null;
      seek(Number($('scrubber').value));
    }, SEEK_MS);
  }
});
$('scrubber').addEventListener('change', () => {
  scrubbing = false;
  clearTimeout(seekTimer);
  seekTimer = null;
  seek(Number($('scrubber').value));
});
$('play').addEventListener('click', playOrPause);
$('back').addEventListener('click', () => seek(position() - 10));
$('ahead').addEventListener('click', () => seek(position() + 10));
$('speed').addEventListener('change', () => stream?.send({ type: 'speed', value: Number($('speed').value) }));
$('range-from').addEventListener('click', () => setRange({ from: position() }));
$('range-to').addEventListener('click', () => setRange({ to: position() }));
$('range-clear').addEventListener('click', () => setRange({ from: null, to: null }));
$('export-source').addEventListener('change', linkExports);
$('export-channel').addEventListener('change', linkExports);
$('follow').addEventListener('click', () => {
  map.follow(!map.following);
  $('follow').setAttribute('aria-pressed', String(map.following));
});
document.addEventListener('keydown', (event) => {
  if (!session || event.target.matches('input:not([type=range]), select, button, a, dialog *')) {
    return;
  }
  if (event.key === ' ') {
    event.preventDefault();
    playOrPause();
  } else if ((event.key === 'ArrowLeft' || event.key === 'ArrowRight') && event.target.id !== 'scrubber') {
    seek(position() + (event.key === 'ArrowLeft' ? -1 : 1) * (event.shiftKey ? 10 : 1));
  }
});
page.onTheme(() => {
  charts.restyle();
  overview.restyle();
  if (session) {
    showCharts();
  }
});
setInterval(draw, DRAW_MS);

watchAlerts();
const wanted = address.get('session');
list.load().then(() => wanted && list.choose(wanted)).catch(page.complain);
