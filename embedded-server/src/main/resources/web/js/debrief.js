// A session on one page, to read a minute after stopping and to print.
import { watchAlerts } from './alerts.js';
import { get } from './api.js';
import { element } from './cards.js';
import { badge } from './lap-table.js';
import * as page from './page.js';
import { count, knows, say, t } from './text.js';
import * as values from './values.js';

const $ = (id) => document.getElementById(id);
const session = new URL(location.href).searchParams.get('session');

async function load() {
  if (!session) {
    $('parts').replaceChildren(none(t('debrief.choose')), ways());
    return;
  }
  $('parts').replaceChildren(none(t('session.reading')));
  try {
    const path = `/sessions/${encodeURIComponent(session)}`;
    // one after the other, for the second finds the laps that were cut for the first
    const debrief = await get(`${path}/debrief`);
    const laps = await get(`${path}/laps`);
    show(debrief, laps);
  } catch (problem) {
    $('parts').replaceChildren(none(page.remedy(problem)), ways());
    page.complain(problem);
  }
}

/** The pages where a session is chosen. */
function ways() {
  const row = element('p', 'ways');
  for (const [name, path] of [['nav.replay', '/replay.html'], ['nav.laps', '/laps.html']]) {
    const link = element('a', 'button', t(name));
    link.href = path;
    row.append(link, ' ');
  }
  return row;
}

function show(debrief, laps) {
  document.title = `${debrief.name} · ${t('title.debrief')}`;
  $('name').textContent = debrief.name;
  $('facts').textContent = facts(debrief);
  $('replay-link').href = `/replay.html?session=${debrief.session_id}`;
  $('laps-link').href = `/laps.html?session=${debrief.session_id}`;
  $('print').hidden = false;
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
    parts.push(values.track(debrief.track, debrief.track_saved));
  }
  parts.push(values.clock(debrief.duration_s));
  if (debrief.distance_m !== null) {
    parts.push(`${(debrief.distance_m / 1000).toFixed(1)} km`);
  }
  if (debrief.active) {
    parts.push(t('session.active'));
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
    return part(t('debrief.best'), 'best', none(t('debrief.no_laps')));
  }
  const figures = element('div', 'figures');
  figures.append(
    figure(t('lap.best'), values.lapTime(debrief.best?.time_s), debrief.best ? t('debrief.best_note', debrief.best.number, debrief.best.uncertainty_s.toFixed(2)) : t('debrief.none_counts')),
    figure(t('debrief.theoretical'), values.lapTime(debrief.theoretical_best_s), t('debrief.theoretical_note')),
    figure(t('nav.laps'), String(debrief.laps), count('debrief.counting', debrief.counting_laps)),
  );
  return part(t('debrief.best'), 'best', figures);
}

function comparison({ comparison: found }) {
  if (!found) {
    return null;
  }
  const words = found.within_session
    ? t('debrief.usual', values.lapTime(found.lap_s), values.lapTime(found.reference_s))
    : t('debrief.against', values.lapTime(found.lap_s), values.lapTime(found.reference_s), found.reference_session);
  const line = element('p', 'gap-line');
  const gap = element('b', '', `${values.signed(found.gap_s, 3)} s`);
  gap.dataset.side = values.side(found.gap_s, 3);
  const link = element('a', 'button no-print', t('compare.short'));
  link.href = `/laps.html?session=${found.lap.split(':')[0]}&a=${found.reference}&b=${found.lap}`;
  line.append(gap, ' ', element('span', 'sub', words), ' ', link);
  const losses = element('ol', 'losses');
  losses.append(...found.losses.map((loss) => {
    const item = element('li', 'loss');
    item.append(
      element('b', '', `+${loss.lost_s.toFixed(2)} s`),
      moment(loss.t, `${loss.corner > 0 ? t('compare.turn', loss.corner) : t('compare.straight')} · S${loss.sector} · ${loss.apex_m.toFixed(0)} m`),
      element('small', 'sub', t('compare.slowest', speed(loss.slowest_kph), speed(loss.reference_slowest_kph))),
    );
    return item;
  }));
  if (!found.losses.length) {
    losses.append(element('li', 'empty', t('debrief.no_losses')));
  }
  return part(t('debrief.losses'), 'losses', line, losses);
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
  return part(t('nav.laps'), 'lap-list', list);
}

function warmth({ temperatures, lowest_voltage: voltage }) {
  const figures = element('div', 'figures');
  for (const extreme of temperatures) {
    figures.append(extremeFigure(knows(`part.${extreme.part}`) ? t(`part.${extreme.part}`) : values.label(extreme.channel), 'debrief.highest', extreme, 0));
  }
  if (voltage) {
    figures.append(extremeFigure(t('part.voltage'), 'debrief.lowest', voltage, 1));
  }
  return part(t('debrief.warmth'), 'temperatures', figures.children.length ? figures : none(t('debrief.no_warmth')));
}

function extremeFigure(name, which, extreme, decimals) {
  const node = figure(name, `${extreme.value.toFixed(decimals)} ${extreme.unit}`);
  const note = element('span', 'sub', `${t(which)} `);
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
      notes.push(t('debrief.lasted', alert.lasted_s.toFixed(0)));
    }
    notes.push(alert.acknowledged_by ? t('alerts.noted', say(alert.acknowledged_by)) : t('debrief.not_noted'));
    item.append(moment(alert.t), element('span', '', say(alert.sentence)), element('span', 'sub', notes.join(' · ')));
    return item;
  }));
  return part(t('alerts.title'), 'alert-list', found.length ? list : none(t('none')));
}

function codes({ codes: found }) {
  if (!found.recorded) {
    return part(t('debrief.codes'), 'codes', none(t('debrief.not_asked')));
  }
  const list = element('ul', 'lines');
  list.append(...found.seen.map((code) => {
    const item = element('li');
    item.append(element('b', '', code.code), element('span', '', code.meaning));
    if (code.fresh) {
      item.append(element('span', 'badge', t('debrief.new')));
    }
    return item;
  }));
  return part(t('debrief.codes'), 'codes', found.seen.length ? list : none(t('none')));
}

function quality({ quality: found }) {
  const list = element('ul', 'lines');
  list.append(...found.sources.map((source) => {
    const item = element('li');
    const gaps = source.gaps ? `${count('debrief.gaps', source.gaps)}, ${t('debrief.missing', source.missing_s.toFixed(1), source.longest_s.toFixed(1))} ` : t('debrief.no_gaps');
    const note = element('span', 'sub', gaps);
    if (source.gaps) {
      note.append(moment(source.longest_t));
    }
    item.append(element('b', '', source.source), element('span', '', `${source.rate_hz.toFixed(source.rate_hz < 10 ? 1 : 0)} Hz`), note);
    return item;
  }));
  const notes = [];
  if (found.lost_samples > 0) {
    notes.push(none(count('live.lost', found.lost_samples)));
  }
  if (found.recovered) {
    notes.push(none(t('debrief.recovered')));
  }
  if (found.complete) {
    notes.push(none(t('debrief.complete')));
  }
  return part(t('debrief.recording'), 'quality', list, ...notes);
}

const speed = (value) => (value === null ? '–' : value.toFixed(0));

$('print').addEventListener('click', () => print());
watchAlerts((state) => page.connection(state));
load();
