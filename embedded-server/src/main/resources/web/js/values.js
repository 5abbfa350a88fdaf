// Names, numbers and ages as a person reads them.
import { knows, locale, t } from './text.js';

const ORDER = [
  'obd.RPM', 'obd.SPEED', 'obd.THROTTLE_POS', 'obd.ENGINE_LOAD', 'obd.COOLANT_TEMP', 'obd.INTAKE_TEMP',
  'obd.FUEL_LEVEL', 'obd.MAF', 'obd.TIMING_ADVANCE', 'obd.FUEL_PRESSURE', 'obd.engine_oil_temperature', 'gps.speed_kph',
  'obd.battery_voltage', 'obd.trouble_codes', 'gps.altitude', 'gps.heading_deg', 'gps.satellites', 'gps.hdop', 'gps.fix_quality', 'gps.latitude',
  'gps.longitude',
];
const TIME_OF_DAY = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DAY_AND_TIME = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
const FIRST = ['obd.RPM', 'obd.SPEED', 'gps.speed_kph'];

export function label(key) {
  if (knows(`channel.${key}`)) {
    return t(`channel.${key}`);
  }
  const name = key.slice(key.indexOf('.') + 1).replaceAll('_', ' ');
  const readable = name === name.toUpperCase() ? name.toLowerCase() : name;
  return readable.charAt(0).toUpperCase() + readable.slice(1);
}

/** The order of cards: what a driver asks for first, then the known, then the rest by name. */
export function byImportance(a, b) {
  return rank(a) - rank(b) || a.localeCompare(b);
}

function rank(key) {
  const first = FIRST.indexOf(key);
  if (first >= 0) {
    return first;
  }
  const known = ORDER.indexOf(key);
  return known >= 0 ? 100 + known : 1000;
}

/** A text that a channel has, in words where there are some. */
export function text(key, value) {
  return knows(`text.${key}.${value}`) ? t(`text.${key}.${value}`) : value;
}

/** The name of a track; one that was found in the drive has none of its own. */
export const track = (name, saved) => (saved ? name : t('track.found'));

export function number(value, decimals) {
  if (typeof value === 'string') {
    return value;
  }
  return value === null || !Number.isFinite(value) ? '–' : value.toFixed(decimals ?? 1);
}

export function unit(text) {
  return text === '°' ? '°' : text;
}

export function age(seconds) {
  if (seconds < 60) {
    return t('age.seconds', seconds.toFixed(seconds < 10 ? 1 : 0));
  }
  return seconds < 3600 ? t('age.minutes', Math.floor(seconds / 60)) : t('age.long');
}

export function clock(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  return [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map((n) => String(n).padStart(2, '0')).join(':');
}

export function position(seconds) {
  const tenths = Math.floor(Math.max(0, seconds) * 10 + 1e-6);
  const h = Math.floor(tenths / 36000);
  const m = Math.floor(tenths / 600) % 60;
  const s = Math.floor(tenths / 10) % 60;
  const head = h ? `${h}:${String(m).padStart(2, '0')}` : String(m);
  return `${head}:${String(s).padStart(2, '0')}.${tenths % 10}`;
}

/** The rule of all screens: stale after three periods, gone after ten, never faster than these. */
export function freshness(ageS, periodS) {
  if (ageS > Math.max(10, 10 * periodS)) {
    return 'gone';
  }
  return ageS > Math.max(1, 3 * periodS) ? 'stale' : 'fresh';
}

/** The range of an axis for values between these, with some room; the values may be none or all the same. */
export function span(min, max) {
  if (min === null || !Number.isFinite(min)) {
    return [0, 1];
  }
  const room = max - min < 1e-9 ? Math.max(1, Math.abs(max) * 0.05) : (max - min) * 0.08;
  return [min - room, max + room];
}

/** A lap time: minutes, seconds and thousandths. */
export function lapTime(seconds, decimals = 3) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return '–';
  }
  const unit = 10 ** decimals;
  const units = Math.round(seconds * unit);
  const minutes = Math.floor(units / (60 * unit));
  return `${minutes}:${((units - minutes * 60 * unit) / unit).toFixed(decimals).padStart(decimals ? 3 + decimals : 2, '0')}`;
}

/** A difference with its sign, also where it is none; the minus is as wide as the plus. */
export function signed(seconds, decimals = 2) {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) {
    return '–';
  }
  const text = Math.abs(seconds).toFixed(decimals);
  return Number(text) === 0 ? `±${text}` : `${seconds < 0 ? '−' : '+'}${text}`;
}

/** Whether a difference is a gain or a loss, for its colour. */
export function side(seconds, decimals = 2) {
  const text = signed(seconds, decimals);
  return text.startsWith('−') ? 'gain' : text.startsWith('+') ? 'loss' : 'even';
}

/** The time of day of an instant, on this device. */
export const timeOfDay = (iso) => TIME_OF_DAY.format(new Date(iso));

/** The day and time of an instant, on this device. */
export const dayAndTime = (iso) => DAY_AND_TIME.format(new Date(iso));
