// The live page.
import { asOperator, call, get, query } from './api.js';
import { Cards, element } from './cards.js';
import { Charts, STRIPS } from './charts.js';
import { History, STEP_S } from './history.js';
import { TrackMap } from './map.js';
import * as page from './page.js';
import { Stream } from './stream.js';
import * as values from './values.js';

const WINDOWS = [[30, '30 s'], [120, '2 min'], [600, '10 min'], [1800, '30 min']];
const MOST_COLUMNS = 600;
const DRAW_MS = 100;
const $ = (id) => document.getElementById(id);

const histories = new Map();
const channels = new Map();
const chosen = new Set(page.recall('cartelem.charts', []));
const cards = new Cards($('cards'), toggle);
const charts = new Charts($('charts'), { sync: 'live' });
const map = new TrackMap($('map'));
let windowS = page.recall('cartelem.window', 120);
let held = false;
let newest = 0;
let status = null;
let statusMs = 0;
let dirty = true;
let latitude = null;
let groupsShown = '';

const stream = new Stream({}, {
  state(state, detail) {
    page.connection(state);
    if (state === 'lost' && detail) {
      explain();
    } else if (state === 'live') {
      $('notice').dataset.kind === 'access' && page.notice('');
    } else if (state === 'slow') {
      page.notice(`This device gets the latest values only; ${detail} samples were left out.`);
    }
  },
  hello(message) {
    const serverNow = Date.parse(message.timestamp);
    for (const sample of message.latest) {
      const channel = stream.channels.find((c) => c?.key === `${sample.source}.${sample.channel}`);
      const time = Date.parse(sample.timestamp);
      take(channel, time / 1000, sample.value, ['good', 'suspect', 'bad'].indexOf(sample.quality), performance.now() - (serverNow - time));
    }
  },
  samples(list) {
    const now = performance.now();
    for (const sample of list) {
      take(sample.channel, sample.time, sample.value, sample.quality, now);
    }
  },
  status(message) {
    status = message;
    statusMs = performance.now();
    showStatus();
  },
});

function take(channel, time, value, quality, seenMs) {
  if (!channel) {
    return;
  }
  channels.set(channel.key, channel);
  cards.put(channel, time, value, quality, seenMs);
  dirty = true;
  if (typeof value !== 'number') {
    return;
  }
  newest = Math.max(newest, time);
  let history = histories.get(channel.key);
  if (!history) {
    histories.set(channel.key, (history = new History()));
  }
  history.add(time, value);
  if (channel.channel === 'latitude') {
    latitude = value;
  } else if (channel.channel === 'longitude' && latitude !== null) {
    map.add(latitude, value);
  }
}

/** The reason why the connection is refused, in words. */
async function explain() {
  try {
    const me = await get('/auth/me');
    if (me.role === 'none') {
      page.connection('refused');
      page.notice('Open the link or scan the code that the desktop shows under Share.', 0);
      $('notice').dataset.kind = 'access';
    }
  } catch {
    // The state of the connection says it already.
  }
}

function groups() {
  const shown = STRIPS.map((keys) => keys.filter((k) => histories.has(k))).filter((keys) => keys.length);
  const inStrips = new Set(shown.flat());
  for (const key of chosen) {
    if (histories.has(key) && !inStrips.has(key)) {
      shown.push([key]);
    }
  }
  return shown.map((keys) => keys.map((k) => channels.get(k)));
}

function toggle(key) {
  if (chosen.has(key)) {
    chosen.delete(key);
  } else if (histories.has(key)) {
    chosen.add(key);
  }
  page.remember('cartelem.charts', [...chosen]);
  dirty = true;
}

function draw() {
  if (document.hidden) {
    return;
  }
  cards.draw(chosen);
  showElapsed();
  const wanted = groups();
  const ids = wanted.flat().map((c) => c.key).join(' ');
  if (ids !== groupsShown) {
    groupsShown = ids;
    charts.show(wanted);
    $('charts-empty').hidden = wanted.length > 0;
    dirty = true;
  }
  if (!dirty || held || !wanted.length) {
    return;
  }
  dirty = false;
  const step = Math.max(1, Math.ceil(windowS / STEP_S / MOST_COLUMNS));
  const last = Math.floor(newest / STEP_S / step);
  const columns = Math.floor(windowS / STEP_S / step);
  const first = (last - columns + 1) * step;
  const times = new Array(columns * 2);
  for (let c = 0; c < columns; c++) {
    times[2 * c] = (first + c * step) * STEP_S;
    times[2 * c + 1] = (first + (c + 0.5) * step) * STEP_S;
  }
  charts.data(
    times,
    (key) => {
      const out = new Array(columns * 2);
      histories.get(key).fill(out, first, columns, step);
      return bridged(out);
    },
    { min: newest - windowS, max: newest },
  );
}

/** Joins the columns of a slow channel; a gap of more than five seconds stays one. */
function bridged(out) {
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

function showStatus() {
  const on = status.recording;
  $('dot').classList.toggle('on', on);
  $('recording-state').textContent = on ? 'Recording' : 'Not recording';
  $('session-name').textContent = on ? status.session.name : 'Values are shown, not kept';
  $('record').textContent = on ? 'Stop' : 'Start';
  $('record').classList.toggle('stop', on);
  $('mark').disabled = !on;
  $('collectors').replaceChildren(
    ...status.collectors.filter((c) => c.state !== 'off').map((c) => {
      const rate = c.state === 'running' && c.rate_hz ? ` ${c.rate_hz.toFixed(c.rate_hz < 10 ? 1 : 0)} Hz` : '';
      const item = element('li', '', `${c.source}${c.simulated ? ' (simulated)' : ''}${rate}`);
      item.dataset.state = c.state;
      item.title = c.message;
      return item;
    }),
  );
  if (status.dropped > 0) {
    page.notice(`${status.dropped} samples could not be kept.`, 0);
  }
}

function showElapsed() {
  if (status) {
    const since = status.recording ? (performance.now() - statusMs) / 1000 : 0;
    $('elapsed').textContent = values.clock(status.recording ? status.elapsed_s + since : 0);
  }
}

async function act(what) {
  try {
    return await asOperator(what);
  } catch (problem) {
    page.notice(problem.message);
    return undefined;
  }
}

async function start() {
  const choice = $('start-session');
  choice.replaceChildren(new Option('New session', ''));
  $('start-name').value = '';
  $('start-fields').hidden = false;
  $('start-dialog').returnValue = '';
  $('start-dialog').showModal();
  $('start-name').focus();
  try {
    const { sessions } = await get(`/sessions${query({ limit: 50 })}`);
    for (const session of sessions.filter((s) => !s.started_utc)) {
      choice.append(new Option(session.name, session.id));
    }
  } catch (problem) {
    page.notice(problem.message);
  }
}

$('start-session').addEventListener('change', (event) => {
  $('start-fields').hidden = event.target.value !== '';
});
$('start-dialog').addEventListener('close', () => {
  if ($('start-dialog').returnValue !== 'ok') {
    return;
  }
  const id = $('start-session').value;
  const details = {};
  for (const [field, input] of [['name', 'start-name'], ['car_id', 'start-car'], ['driver', 'start-driver'], ['track', 'start-track']]) {
    if ($(input).value.trim()) {
      details[field] = $(input).value.trim();
    }
  }
  act(() => (id ? call('POST', `/sessions/${id}/start`) : call('POST', '/telemetry/start', details)));
});
$('record').addEventListener('click', () => (status?.recording ? act(() => call('POST', '/telemetry/stop')) : start()));
$('mark').addEventListener('click', async () => {
  const made = await act(() => call('POST', `/sessions/${status.session_id}/markers`, { text: 'Mark' }));
  if (made) {
    page.notice(`Marked at ${values.position(made.t)}.`, 3000);
  }
});
$('pause').addEventListener('click', () => {
  held = !held;
  dirty = true;
  $('pause').setAttribute('aria-pressed', String(held));
});
$('follow').addEventListener('click', () => {
  map.follow(!map.following);
  $('follow').setAttribute('aria-pressed', String(map.following));
});
for (const [seconds, name] of WINDOWS) {
  const button = element('button', '', name);
  button.type = 'button';
  button.setAttribute('aria-pressed', String(seconds === windowS));
  button.addEventListener('click', () => {
    windowS = seconds;
    dirty = true;
    page.remember('cartelem.window', seconds);
    [...$('windows').children].forEach((b) => b.setAttribute('aria-pressed', String(b === button)));
  });
  $('windows').append(button);
}
page.onTheme(() => {
  charts.restyle();
  dirty = true;
});
setInterval(draw, DRAW_MS);
