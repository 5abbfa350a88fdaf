// The words of the pages in the language of the reader: the one in the address (?lang=de), else the
// one chosen before, else the browser's. A page names its words by data-text, data-label (for a
// screen reader) and data-hint (in an empty field); modules ask t().
import { de } from './text/de.js';
import { en } from './text/en.js';

const TABLES = { en, de };
const KEY = 'cartelem.language';
const SAID = 'said.';

export const LANGUAGES = Object.keys(TABLES);

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

/** Keeps the reader's choice for all pages. */
export function choose(name) {
  try {
    localStorage.setItem(KEY, name);
  } catch {
    // A private window forgets; the address can still say it.
  }
}

function asked() {
  const address = new URL(location.href);
  const name = address.searchParams.get('lang');
  if (name === null) {
    return null;
  }
  address.searchParams.delete('lang');
  history.replaceState(null, '', address);
  if (LANGUAGES.includes(name)) {
    choose(name);
  }
  return name;
}

export const language = [asked(), stored(), ...navigator.languages.map((name) => name.slice(0, 2))].find((name) => LANGUAGES.includes(name)) ?? 'en';

/** For days and large numbers: as the reader's country writes them, where the browser says which that is. */
export const locale = navigator.languages.find((name) => name.startsWith(language)) ?? { en: 'en-GB', de: 'de-DE' }[language];

const table = TABLES[language];

/** Whether there are words for a key. */
export const knows = (key) => Object.hasOwn(table, key);

/** The words for a key, with `values` in the places of {0}, {1}… */
export function t(key, ...values) {
  return fill(table[key] ?? en[key] ?? key, values);
}

/** The same for a number of things; one thing has words of its own. */
export const count = (key, number) => t(number === 1 ? `${key}.one` : key, number.toLocaleString(locale));

function fill(words, values) {
  return words.replace(/\{(\d)\}/g, (place, i) => values[i] ?? place);
}

/** How other languages say what the station says in English; without the server, or without them, it stays English. */
async function station() {
  try {
    return Object.entries(await (await fetch(`/js/text/sentences-${language}.json`)).json());
  } catch {
    return [];
  }
}

/** A sentence in two languages: one that ends in `; more` may have several such ends, of which this is the last. */
function rule([english, other]) {
  const places = [...english.matchAll(/\{(\d)\}/g)].map((place) => place[1]);
  const parts = english.split(/\{\d\}/);
  const exactly = (part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const any = (i) => (i === 0 && english.startsWith('{0};') ? '(.+)' : '(.+?)');
  const pattern = parts.map((part, i) => (i ? any(i - 1) : '') + exactly(part)).join('');
  return { pattern: new RegExp(`^${pattern}$`, 's'), places, literal: parts.join('').length, other };
}

// The more a pattern says, the less it fits by chance.
const rules = language === 'en' ? [] : [
  ...Object.keys(en).filter((key) => key.startsWith(SAID)).map((key) => [en[key], table[key]]),
  ...await station(),
].map(rule).sort((a, b) => b.literal - a.literal);

/** What the server says, in the reader's language; as it stands where it is not known. */
export function say(sentence) {
  for (const { pattern, places, other } of rules) {
    const found = pattern.exec(sentence);
    if (found) {
      return other.replace(/\{(\d)\}/g, (place, wanted) => say(found[places.indexOf(wanted) + 1]));
    }
  }
  return sentence;
}

const PLACES = [
  ['data-text', (node, words) => { node.textContent = words; }],
  ['data-label', (node, words) => node.setAttribute('aria-label', words)],
  ['data-hint', (node, words) => node.setAttribute('placeholder', words)],
];

document.documentElement.lang = language;
for (const [name, put] of PLACES) {
  for (const node of document.querySelectorAll(`[${name}]`)) {
    put(node, t(node.getAttribute(name)));
  }
}
