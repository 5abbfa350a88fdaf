// Names, numbers and ages as a person reads them.
const LABELS = {
  'obd.RPM': 'Engine speed', 'obd.SPEED': 'Speed', 'obd.THROTTLE_POS': 'Throttle',
  'obd.ENGINE_LOAD': 'Load', 'obd.COOLANT_TEMP': 'Coolant', 'obd.INTAKE_TEMP': 'Intake air',
  'obd.FUEL_LEVEL': 'Fuel', 'obd.MAF': 'Air flow', 'obd.TIMING_ADVANCE': 'Ignition advance',
  'obd.FUEL_PRESSURE': 'Fuel pressure', 'obd.OIL_TEMP': 'Oil', 'gps.speed_kph': 'GPS speed',
  'gps.altitude': 'Altitude', 'gps.heading_deg': 'Heading', 'gps.satellites': 'Satellites',
  'gps.hdop': 'HDOP', 'gps.fix_quality': 'Fix', 'gps.latitude': 'Latitude', 'gps.longitude': 'Longitude',
};
const TIME_OF_DAY = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DAY_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const ORDER = Object.keys(LABELS);
const FIRST = ['obd.RPM', 'obd.SPEED', 'gps.speed_kph'];

export function label(key) {
  if (LABELS[key]) {
    return LABELS[key];
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
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s ago`;
  }
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min ago` : 'over an hour ago';
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
