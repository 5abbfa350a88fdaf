// What both pages share: theme, notices, connection state.
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

const STATES = {
  connecting: 'connecting…', live: 'live', lost: 'reconnecting…', slow: 'slow link', refused: 'not connected', idle: 'no session',
};

export function connection(state, words) {
  const pill = document.getElementById('connection');
  if (pill.dataset.state !== state || words) {
    pill.dataset.state = state;
    pill.textContent = words ?? STATES[state];
  }
}

let timer;

/** Shows a sentence; an empty one takes it away. It stays for as long as it is true, or for a while. */
export function notice(sentence, forMs = 8000) {
  const node = document.getElementById('notice');
  clearTimeout(timer);
  node.textContent = sentence;
  node.hidden = !sentence;
  if (sentence && forMs) {
    timer = setTimeout(() => notice(''), forMs);
  }
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
sunlight.addEventListener('change', apply);
apply();
