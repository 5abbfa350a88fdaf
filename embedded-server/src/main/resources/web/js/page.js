// What all pages share: theme, language, notices, connection state.
import { choose, language, LANGUAGES, t } from './text.js';

const root = document.documentElement;
const KEY = 'cartelem.theme';
const sunlight = matchMedia('(prefers-color-scheme: light)');
const listeners = [];

function apply() {
  root.dataset.theme = stored() ?? (sunlight.matches ? 'light' : 'dark');
  listeners.forEach((l) => l());
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A private window forgets; nothing else depends on it.
  }
}

export function recall(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

export function onTheme(listener) {
  listeners.push(listener);
}

/** Shows how the connection stands; one that is lost or refused is so until it is there again, however often it is tried. */
export function connection(state, words) {
  const pill = document.getElementById('connection');
  const before = pill.dataset.state;
  if ((state === 'connecting' && before === 'lost') || (['connecting', 'lost'].includes(state) && before === 'refused')) {
    return;
  }
  if (pill.dataset.state !== state || words) {
    pill.dataset.state = state;
    pill.textContent = words ?? t(`connection.${state}`);
  }
}

let timer;

/**
 * Shows a sentence; an empty one takes it away. It stays for as long as it is true, or for a while.
 * @param kind by which `withdraw` finds it
 */
export function notice(sentence, forMs = 8000, kind = '') {
  const node = document.getElementById('notice');
  node.dataset.kind = kind;
  clearTimeout(timer);
  node.textContent = sentence;
  node.hidden = !sentence;
  if (sentence && forMs) {
    timer = setTimeout(() => notice(''), forMs);
  }
}

/** Takes a sentence of a kind away, and no other. */
export function withdraw(kind) {
  if (document.getElementById('notice').dataset.kind === kind) {
    notice('');
  }
}

/** What a person is to do about a call that failed. */
export const remedy = (problem) => (problem.status === 401 ? t('problem.sign_in') : problem.message);

/** Says so, until something else is to be said. */
export function complain(problem) {
  notice(remedy(problem), 0);
}

/** The choice of the language, at the foot of every page that has room for one. */
function offerLanguages() {
  const select = document.createElement('select');
  select.id = 'language';
  select.append(...LANGUAGES.map((name) => new Option(t(`language.${name}`), name, false, name === language)));
  select.addEventListener('change', () => {
    choose(select.value);
    location.reload();
  });
  const label = document.createElement('label');
  label.append(t('language'), ' ', select);
  const foot = document.createElement('footer');
  foot.className = 'foot no-print';
  foot.append(label);
  document.body.append(foot);
}

/** Keeps a phone's screen on while the page is looked at; browsers allow it over TLS and on this computer. */
export function keepAwake() {
  const ask = () => {
    if (!document.hidden) {
      // Refused on a low battery; the page works all the same.
      navigator.wakeLock?.request('screen').catch(() => {});
    }
  };
  document.addEventListener('visibilitychange', ask);
  ask();
}

document.getElementById('theme').addEventListener('click', () => {
  const next = root.dataset.theme === 'dark' ? 'light' : 'dark';
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Kept for this page only.
  }
  root.dataset.theme = next;
  listeners.forEach((l) => l());
});
if (!document.body.classList.contains('driver')) {
  offerLanguages();
}
sunlight.addEventListener('change', apply);
apply();
