// A session on one page, to read a minute after stopping and to print.
import { watchAlerts } from './alerts.js';
import { get } from './api.js';
import { element } from './cards.js';
import { badge } from './lap-table.js';
import * as page from './page.js';
import * as values from './values.js';

const PARTS = { coolant: 'Coolant', oil: 'Oil', intake: 'Intake air' };
const $ = (id) => document.getElementById(id);
const session = new URL(location.href).searchParams.get('session');

async function load() {
  if (!session) {
    page.notice('Choose a session in Replay or Laps and press Debrief.', 0);
    return;
  }
  try {
    const path = `/sessions/${encodeURIComponent(session)}`;
    const [debrief, laps] = await Promise.all([get(`${path}/debrief`), get(`${path}/laps`)]);
    show(debrief, laps);
  } catch (problem) {
    page.notice(problem.status === 401 ? 'Open the link or scan the code that the desktop shows under Share.' : problem.message, 0);
  }
}

function show(debrief, laps) {
  document.title = `${debrief.name} · Cartelem debrief`;
  $('name').textContent = debrief.name;
  $('facts').textContent = facts(debrief);
  $('replay-link').href = `/replay.html?session=${debrief.session_id}`;
  $('laps-link').href = `/laps.html?session=${debrief.session_id}`;
  $('replay-link').hidden = false;
  $('laps-link').hidden = false;
  $('parts').replaceChildren(
    ...[best(debrief), comparison(debrief), lapList(laps), warmth(debrief), alerts(debrief), codes(debrief), quality(debrief)].filter(Boolean),
  );
}

function facts(debrief) {
  const parts = [];
  if (debrief.started_at) {
    parts.push(values.dayAndTime(debrief.started_at));
  }
  if (debrief.track) {
    parts.push(debrief.track_saved ? debrief.track : `${debrief.track} line`);
  }
  parts.push(values.clock(debrief.duration_s));
  if (debrief.distance_m !== null) {
    parts.push(`${(debrief.distance_m / 1000).toFixed(1)} km`);
  }
  if (debrief.active) {
    parts.push('still recording');
  }
  return parts.join(' · ');
}

function part(title, id, ...content) {
  const node = element('section', 'panel');
  node.id = id;
  node.setAttribute('aria-label', title);
  node.append(element('h2', '', title), ...content);
  return node;
}

function none(sentence) {
  return element('p', 'empty', sentence);
}

/** A place in the recording, as a link into the replay. */
function moment(t, words = values.position(t)) {
  const link = element('a', 'moment', words);
  link.href = `/replay.html?session=${encodeURIComponent(session)}&at=${t.toFixed(2)}`;
  return link;
}

function figure(name, value, note) {
  const node = element('div', 'figure');
  node.append(element('span', 'name', name), element('b', '', value));
  if (note) {
    node.append(element('span', 'sub', note));
  }
  return node;
}

function best(debrief) {
  if (!debrief.laps) {
    return part('Best lap', 'best', none('No laps: no track was recognised and no place was passed twice.'));
  }
  const figures = element('div', 'figures');
  figures.append(
    figure('Best', values.lapTime(debrief.best?.time_s), debrief.best ? `lap ${debrief.best.number}, ±${debrief.best.uncertainty_s.toFixed(2)} s` : 'no lap counts'),
    figure('Theoretical', values.lapTime(debrief.theoretical_best_s), 'best sectors together'),
    figure('Laps', String(debrief.laps), `${debrief.counting_laps} count`),
  );
  return part('Best lap', 'best', figures);
}

function comparison({ comparison: found }) {
  if (!found) {
    return null;
  }
  const words = found.within_session
    ? `A usual lap (${values.lapTime(found.lap_s)}) against the best of this session (${values.lapTime(found.reference_s)})`
    : `${values.lapTime(found.lap_s)} against ${values.lapTime(found.reference_s)} of ${found.reference_session}`;
  const line = element('p', 'gap-line');
  const gap = element('b', '', `${values.signed(found.gap_s, 3)} s`);
  gap.dataset.side = values.side(found.gap_s, 3);
  const link = element('a', 'button no-print', 'Compare');
  link.href = `/laps.html?session=${found.lap.split(':')[0]}&a=${found.reference}&b=${found.lap}`;
  line.append(gap, ' ', element('span', 'sub', words), ' ', link);
  const losses = element('ol', 'losses');
  losses.append(...found.losses.map((loss) => {
    const item = element('li', 'loss');
    item.append(
      element('b', '', `+${loss.lost_s.toFixed(2)} s`),
      moment(loss.t, `${loss.corner > 0 ? `Turn ${loss.corner}` : 'Straight'} · S${loss.sector} · ${loss.apex_m.toFixed(0)} m`),
      element('small', 'sub', `slowest ${speed(loss.slowest_kph)} against ${speed(loss.reference_slowest_kph)} km/h`),
    );
    return item;
  }));
  if (!found.losses.length) {
    losses.append(element('li', 'empty', 'No time was lost anywhere.'));
  }
  return part('Where time was lost', 'losses', line, losses);
}

function lapList(answer) {
  const laps = answer.laps.filter((lap) => lap.number > 0);
  if (!laps.length) {
    return null;
  }
  const list = element('ol', 'lap-list');
  list.append(...laps.map((lap) => {
    const item = element('li');
    item.dataset.best = String(lap.number === answer.best);
    item.append(element('span', 'name', String(lap.number)), element('b', '', values.lapTime(lap.time_s)), badge(lap));
    return item;
  }));
  return part('Laps', 'lap-list', list);
}

function warmth({ temperatures, lowest_voltage: voltage }) {
  const figures = element('div', 'figures');
  for (const extreme of temperatures) {
    figures.append(extremeFigure(PARTS[extreme.part] ?? values.label(extreme.channel), 'highest', extreme, 0));
  }
  if (voltage) {
    figures.append(extremeFigure('Voltage', 'lowest', voltage, 1));
  }
  return part('Temperatures and voltage', 'temperatures', figures.children.length ? figures : none('None were recorded.'));
}

function extremeFigure(name, which, extreme, decimals) {
  const node = figure(name, `${extreme.value.toFixed(decimals)} ${extreme.unit}`);
  const note = element('span', 'sub', `${which}, at `);
  note.append(moment(extreme.t));
  node.append(note);
  return node;
}

function alerts({ alerts: found }) {
  const list = element('ul', 'lines');
  list.append(...found.map((alert) => {
    const item = element('li');
    const notes = [];
    if (alert.lasted_s !== null) {
      notes.push(`for ${alert.lasted_s.toFixed(0)} s`);
    }
    notes.push(alert.acknowledged_by ? `noted by ${alert.acknowledged_by}` : 'not acknowledged');
    item.append(moment(alert.t), element('span', '', alert.sentence), element('span', 'sub', notes.join(' · ')));
    return item;
  }));
  return part('Alerts', 'alert-list', found.length ? list : none('None.'));
}

function codes({ codes: found }) {
  if (!found.recorded) {
    return part('Trouble codes', 'codes', none('The car was not asked in this session.'));
  }
  const list = element('ul', 'lines');
  list.append(...found.seen.map((code) => {
    const item = element('li');
    item.append(element('b', '', code.code), element('span', '', code.meaning));
    if (code.fresh) {
      item.append(element('span', 'badge', 'New'));
    }
    return item;
  }));
  return part('Trouble codes', 'codes', found.seen.length ? list : none('None.'));
}

function quality({ quality: found }) {
  const list = element('ul', 'lines');
  list.append(...found.sources.map((source) => {
    const item = element('li');
    const gaps = source.gaps ? `${source.gaps} ${source.gaps === 1 ? 'gap' : 'gaps'}, ${source.missing_s.toFixed(1)} s missing, longest ${source.longest_s.toFixed(1)} s at ` : 'no gaps';
    const note = element('span', 'sub', gaps);
    if (source.gaps) {
      note.append(moment(source.longest_t));
    }
    item.append(element('b', '', source.source), element('span', '', `${source.rate_hz.toFixed(source.rate_hz < 10 ? 1 : 0)} Hz`), note);
    return item;
  }));
  const notes = [];
  if (found.lost_samples > 0) {
    notes.push(none(`${found.lost_samples.toLocaleString()} samples could not be kept.`));
  }
  if (found.recovered) {
    notes.push(none('The recording was recovered after a crash.'));
  }
  if (found.complete) {
    notes.push(none('Nothing is missing.'));
  }
  return part('Recording', 'quality', list, ...notes);
}

const speed = (value) => (value === null ? '–' : value.toFixed(0));

$('print').addEventListener('click', () => print());
watchAlerts((state) => page.connection(state));
load();
