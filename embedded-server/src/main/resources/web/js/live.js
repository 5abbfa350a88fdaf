// The live page.
import { AlertSound } from './alert-sound.js';
import { Alerts } from './alerts.js';
import { asOperator, call, get, keptOut, query } from './api.js';
import { Cards, element, set } from './cards.js';
import { Charts, STRIPS } from './charts.js';
import { bridged, History, slotOf, STEP_S } from './history.js';
import { LapCards } from './lap-cards.js';
import { LapState } from './lap-state.js';
import { TrackMap } from './map.js';
import * as page from './page.js';
import { Past } from './past.js';
import { Stream } from './stream.js';
import { count, locale, say, t } from './text.js';
import * as values from './values.js';

const WINDOWS = [[30, '30 s'], [120, '2 min'], [600, '10 min'], [1800, '30 min']];
const MOST_COLUMNS = 600;
const MOST_CHARTED = 24;
const DRAW_MS = 100;
const CALM_MS = 3000;
const BACK_S = 5;
const $ = (id) => document.getElementById(id);

const histories = new Map();
const channels = new Map();
const chosen = new Set(page.recall('cartelem.charts', []));
const cards = new Cards($('cards'), $('more'), toggle);
const charts = new Charts($('charts'), { sync: 'live' });
const map = new TrackMap($('map'), { empty: $('map-empty') });
const past = new Past(histories, map, (slot) => {
  newest = Math.max(newest, slot * STEP_S);
  dirty = true;
});
const alerts = new Alerts(new AlertSound(soundSwitch()));
const lap = new LapState();
const lapCards = new LapCards($('laps'), lap);
let windowS = page.recall('cartelem.window', 120);
let held = false;
let newest = 0;
let status = null;
let statusMs = 0;
let isKnown = false;
let dirty = true;
let position = {};
let groupsShown = '';
let gapMs = 0;

const stream = new Stream({}, {
  state(state, detail) {
    page.connection(state);
    if (state === 'lost' || state === 'refused') {
      unheard();
    }
    if (state === 'lost' && detail) {
      explain();
    } else if (state === 'refused') {
      page.notice(t('connection.ended', say(detail)), 0);
    } else if (state === 'live') {
      page.withdraw('access');
    } else if (state === 'slow') {
      page.notice(t('connection.left_out', detail.toLocaleString(locale)));
    }
  },
  hello(message) {
    if (message.now / 1000 < newest - BACK_S) {
      forget();
    }
    past.again();
    alerts.begin(message.alerts);
    lap.take(message.lap);
    const serverNow = Date.parse(message.timestamp);
    for (const sample of message.latest) {
      const channel = stream.channels.find((c) => c?.key === `${sample.source}.${sample.channel}`);
      const time = Date.parse(sample.timestamp);
      show(channel, message.now + time - serverNow, sample.value, ['good', 'suspect', 'bad'].indexOf(sample.quality), performance.now() - (serverNow - time), sample.period_s);
    }
  },
  samples(list, message) {
    const now = performance.now();
    charts.aheadS = (message.ahead ?? 0) / 1000;
    if (message.dropped) {
      gapMs = now;
    }
    for (const sample of list) {
      show(sample.channel, sample.millis, sample.value, sample.quality, now);
      keep(sample.channel, sample.millis, sample.value);
    }
  },
  lap: (message) => lap.take(message),
  alert: (message) => alerts.take(message),
  status(message) {
    offerDebrief(status, message);
    status = message;
    statusMs = performance.now();
    isKnown = true;
    showStatus();
  },
});

/** The switch for sound, at the foot of the page. */
function soundSwitch() {
  const button = element('button', 'sound');
  button.id = 'sound';
  button.type = 'button';
  document.querySelector('.foot').prepend(button);
  return button;
}

function show(channel, millis, value, quality, seenMs, period) {
  if (!channel) {
    return;
  }
  if (!channels.has(channel.key)) {
    channels.set(channel.key, channel);
    chart(channel.key);
  }
  cards.put(channel, millis / 1000, value, quality, seenMs, period);
  dirty = true;
}

function keep(channel, millis, value) {
  if (!channel || typeof value !== 'number') {
    return;
  }
  newest = Math.max(newest, millis / 1000);
  histories.get(channel.key)?.add(slotOf(millis), value);
  if (channel.channel === 'latitude') {
    position = { source: channel.source, millis, latitude: value };
  } else if (channel.channel === 'longitude' && position.source === channel.source && position.millis === millis) {
    map.add(millis, position.latitude, value);
  }
}

/** Keeps the numbers of a channel from now on if it is charted; others cost nothing. */
function chart(key) {
  const channel = channels.get(key);
  const wanted = STRIPS.flat().includes(key) || chosen.has(key);
  if (wanted && channel && channel.kind !== 'text' && !histories.has(key) && histories.size < MOST_CHARTED) {
    histories.set(key, new History());
  }
}

/** The server's time began anew, before what is shown: what is shown belongs to no time any more. */
function forget() {
  for (const key of histories.keys()) {
    histories.set(key, new History());
  }
  newest = 0;
  map.clear();
}

/** The reason why the connection is refused, in words. */
async function explain() {
  if (await keptOut()) {
    page.connection('refused');
    page.notice(t('problem.sign_in'), 0, 'access');
  }
}

/** The server is gone: what stands about recording and devices was so when it was last heard. */
function unheard() {
  if (isKnown) {
    status = { ...status, elapsed_s: elapsedS() };
    isKnown = false;
    showStatus();
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
    if (!STRIPS.flat().includes(key)) {
      histories.delete(key);
    }
  } else if (channels.get(key)?.kind !== 'text') {
    chosen.add(key);
    chart(key);
  }
  page.remember('cartelem.charts', [...chosen]);
  dirty = true;
}

function draw() {
  if (document.hidden) {
    return;
  }
  cards.draw(chosen);
  lapCards.draw();
  $('cards-empty').hidden = channels.size > 0;
  map.draw();
  showElapsed();
  if (gapMs && performance.now() - gapMs > CALM_MS) {
    gapMs = 0;
    past.again();
  }
  if (stream.live) {
    past.load(windowS);
  }
  const wanted = groups();
  const ids = wanted.flat().map((c) => c.key).join(' ');
  if (ids !== groupsShown) {
    groupsShown = ids;
    charts.show(wanted);
    $('charts-empty').hidden = wanted.length > 0;
    dirty = true;
  }
  if (!dirty || held || !wanted.length || !newest) {
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
      return bridged(out, windowS);
    },
    { min: newest - windowS, max: newest },
  );
}

function showStatus() {
  const on = status.recording;
  document.querySelector('.record').dataset.known = String(isKnown);
  $('dot').classList.toggle('on', on);
  const words = t(on ? 'live.recording' : 'live.not_recording');
  $('recording-state').textContent = isKnown ? words : t('live.last_known', words);
  $('session-name').textContent = on ? status.session.name : t('live.nothing_kept');
  $('record').textContent = t(on ? 'live.stop' : 'live.start');
  $('record').classList.toggle('stop', on);
  $('mark').disabled = !on;
  showCollectors(status.collectors.filter((c) => c.state !== 'off'));
  if (status.dropped > 0) {
    page.notice(count('live.lost', status.dropped), 0);
  }
}

/** Each device with its rate, or with what it waits for. */
function showCollectors(all) {
  const list = $('collectors');
  while (list.children.length > all.length) {
    list.lastChild.remove();
  }
  while (list.children.length < all.length) {
    const item = element('li');
    item.append(element('b'), element('span', 'sub'));
    list.append(item);
  }
  all.forEach((c, i) => {
    const item = list.children[i];
    const running = c.state === 'running';
    const rate = running && c.rate_hz ? ` ${c.rate_hz.toFixed(c.rate_hz < 10 ? 1 : 0)} Hz` : '';
    const words = say(c.message);
    item.dataset.state = c.state;
    item.title = words;
    set(item.firstChild, `${c.simulated ? t('live.simulated', c.source) : c.source}${rate}`);
    set(item.lastChild, running ? '' : words);
  });
}

/** After a recording ended: what it was like is one press away, until the next one begins. */
function offerDebrief(before, now) {
  if (now.recording) {
    $('debrief-offer').hidden = true;
  } else if (before?.recording) {
    $('debrief-of').textContent = t('live.recorded', before.session.name);
    $('debrief-link').href = `/debrief.html?session=${before.session_id}`;
    $('laps-link').href = `/laps.html?session=${before.session_id}`;
    $('debrief-offer').hidden = false;
  }
}

function elapsedS() {
  const since = isKnown ? (performance.now() - statusMs) / 1000 : 0;
  return status.recording ? status.elapsed_s + since : 0;
}

function showElapsed() {
  if (status) {
    $('elapsed').textContent = values.clock(elapsedS());
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
  choice.replaceChildren(new Option(t('start.new'), ''));
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
// No submit button, because the first of those is what Enter presses.
$('start-cancel').addEventListener('click', () => $('start-dialog').close());
$('record').addEventListener('click', () => (status?.recording ? act(() => call('POST', '/telemetry/stop')) : start()));
$('mark').addEventListener('click', async () => {
  const made = await act(() => call('POST', `/sessions/${status.session_id}/markers`, { text: t('live.mark') }));
  if (made) {
    page.notice(t('live.marked', values.position(made.t)), 3000);
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
page.keepAwake();
setInterval(draw, DRAW_MS);
