// The driver's view: a phone on the dash, read from a metre. The delta fills the screen; its colour and
// its sign say the same.
import { AlertSound } from './alert-sound.js';
import { Alerts } from './alerts.js';
import { keptOut } from './api.js';
import { set } from './cards.js';
import { LapState } from './lap-state.js';
import * as page from './page.js';
import { Stream } from './stream.js';
import { t } from './text.js';
import * as values from './values.js';

const DRAW_MS = 100;
const $ = (id) => document.getElementById(id);
const state = new LapState();
const alerts = new Alerts(new AlertSound($('sound')));

new Stream({ messages: 'lap,alert' }, {
  state(name, detail) {
    page.connection(name);
    if (name === 'refused') {
      page.notice(t('problem.sign_in'), 0);
    } else if (name === 'lost' && detail) {
      explain();
    } else if (name === 'live') {
      page.notice('');
    }
  },
  hello(message) {
    state.take(message.lap);
    alerts.begin(message.alerts);
  },
  lap: (message) => state.take(message),
  alert: (message) => alerts.take(message),
});

/** The reason why the connection is refused, in words. */
async function explain() {
  if (await keptOut()) {
    page.connection('refused');
    page.notice(t('problem.sign_in'), 0);
  }
}

function show(id, text, fresh = 'fresh') {
  const node = $(id);
  set(node.querySelector('b'), text);
  node.dataset.fresh = fresh;
}

function draw() {
  if (document.hidden) {
    return;
  }
  const { lap } = state;
  const fresh = state.timing ? state.fresh : 'fresh';
  const delta = state.running('delta_s');
  show('delta', delta === null ? '–' : values.signed(delta, Math.abs(delta) < 10 ? 2 : Math.abs(delta) < 100 ? 1 : 0), fresh);
  $('delta').dataset.side = values.side(delta);
  set($('delta').querySelector('span'), words(delta, fresh));
  show('now', values.lapTime(state.elapsedS, 1), fresh);
  show('predicted', values.lapTime(state.running('predicted_s'), 1), fresh);
  show('last', values.lapTime(lap?.last_s ?? null, 2));
  $('last').dataset.doubt = String(Boolean(lap && lap.last_s !== null && !lap.last_counts));
  show('best', values.lapTime(lap?.best_s ?? null, 2));
  set($('lap-name'), state.timing ? `${t('lap.number', lap.number)} · ${values.track(lap.track, lap.saved)}` : state.known ? values.track(lap.track, lap.saved) : '');
}

/** Why there is no delta, or what it is to. */
function words(delta, fresh) {
  if (!state.known) {
    return t('lap.no_track');
  }
  if (!state.timing) {
    return t('lap.begin');
  }
  if (fresh !== 'fresh') {
    return t('lap.no_position', values.age(state.ageS));
  }
  return delta === null ? t('lap.first') : '';
}

$('full').hidden = !document.documentElement.requestFullscreen;
$('full').addEventListener('click', async () => {
  try {
    if (document.fullscreenElement) {
      await document.exitFullscreen();
    } else {
      await document.documentElement.requestFullscreen({ navigationUI: 'hide' });
    }
  } catch {
    page.notice(t('driver.not_full'));
  }
});
document.addEventListener('fullscreenchange', () => {
  $('full').setAttribute('aria-pressed', String(Boolean(document.fullscreenElement)));
});
page.keepAwake();
setInterval(draw, DRAW_MS);
draw();
