// The page of laps: those of a session, and any two laps of a track compared.
import { watchAlerts } from './alerts.js';
import { asOperator, call, get, query } from './api.js';
import { LapCompare } from './lap-compare.js';
import { LapTable } from './lap-table.js';
import * as page from './page.js';
import { facts, SessionList } from './session-list.js';
import { count, t } from './text.js';
import * as values from './values.js';

const $ = (id) => document.getElementById(id);
const address = new URL(location.href).searchParams;
const compare = new LapCompare();
const table = new LapTable($('laps'), choose);
const list = new SessionList($('session'), $('search'), open);
let session = null;

/** What is compared: references as `session:lap`, and how they are called. */
const chosen = { a: null, b: null };
let asks = 0;

/** The session whose channels are offered. */
let offered = null;

async function open(which) {
  session = which;
  $('session-facts').textContent = facts(session);
  $('replay-link').href = `/replay.html?session=${session.id}`;
  $('debrief-link').href = `/debrief.html?session=${session.id}`;
  $('laps-empty').hidden = false;
  $('laps-empty').textContent = t('laps.cutting');
  $('laps-csv').hidden = true;
  // the table of the session before would name its laps as this one's
  $('laps').hidden = true;
  try {
    const answer = await get(`/sessions/${which.id}/laps`);
    if (session !== which) {
      return;
    }
    show(answer);
    await suggest(which, answer);
    mark();
  } catch (problem) {
    if (session === which) {
      complain(problem);
    }
  }
}

function show(answer) {
  table.show(answer);
  const timed = answer.laps.filter((lap) => lap.number > 0);
  $('track').textContent = answer.track ? values.track(answer.track.name, answer.saved) : t('nav.laps');
  const best = timed.find((lap) => lap.number === answer.best);
  const parts = [count('laps.count', timed.length)];
  if (best) {
    parts.push(t('laps.best_is', values.lapTime(best.time_s)));
  }
  if (answer.theoretical_best_s !== null) {
    parts.push(t('laps.theoretical_is', values.lapTime(answer.theoretical_best_s)));
  }
  $('summary').textContent = answer.track ? parts.join(' · ') : '';
  $('laps-csv').href = `/api/v1/sessions/${answer.session_id}/laps?format=csv`;
  $('laps-csv').hidden = !timed.length;
  $('laps-empty').hidden = answer.laps.length > 0;
  $('laps-empty').textContent = t('laps.none');
}

/** The best lap of a session against its next best, unless the address or a person says which. */
async function suggest(of, answer) {
  if (chosen.a && chosen.b) {
    return;
  }
  const timed = answer.laps.filter((lap) => lap.number > 0).toSorted((x, y) => y.counts - x.counts || x.time_s - y.time_s);
  for (const [i, which] of ['a', 'b'].entries()) {
    const wanted = address.get(which);
    const found = wanted ? await named(wanted) : timed[i] && choice(of, timed[i]);
    if (session !== of) {
      return;
    }
    // somebody may have chosen while the answer was on its way
    chosen[which] ??= found ?? null;
  }
  await again();
}

/** A lap that the address names, of whichever session. */
async function named(reference) {
  const [id, number] = reference.split(':').map(Number);
  try {
    const [of, laps] = await Promise.all([get(`/sessions/${id}`), get(`/sessions/${id}/laps`)]);
    const lap = laps.laps.find((l) => l.number === number);
    return lap && choice(of, lap);
  } catch (problem) {
    complain(problem);
    return null;
  }
}

const choice = (of, lap) => ({ reference: `${of.id}:${lap.number}`, session: of, lap });

async function choose(which, lap) {
  chosen[which] = choice(session, lap);
  await again();
}

/** Compares what is chosen now; an answer to an earlier choice that comes later changes nothing. */
async function again() {
  mark();
  const asked = ++asks;
  const { a, b } = chosen;
  history.replaceState(null, '', `/laps.html${query({ session: session?.id, a: a?.reference, b: b?.reference })}`);
  if (a && a.session.id !== offered) {
    let channels = [];
    let complete = false;
    try {
      channels = await get(`/sessions/${a.session.id}/channels`);
      complete = true;
    } catch (problem) {
      page.complain(problem);
    }
    if (asked !== asks) {
      return;
    }
    compare.offer(channels);
    // without them two laps can still be compared; the next choice asks again
    offered = complete ? a.session.id : null;
  }
  await compare.show(a?.reference, b?.reference);
}

function mark() {
  const number = (choice) => (choice && session && choice.session.id === session.id ? choice.lap.number : null);
  table.mark(number(chosen.a), number(chosen.b));
  for (const which of ['a', 'b']) {
    const choice = chosen[which];
    $(`lap-${which}`).textContent = choice
      ? `${which.toUpperCase()}: ${values.lapTime(choice.lap.time_s)} · ${t('lap.of', choice.lap.number)} · ${choice.session.name}`
      : t('compare.choose', which.toUpperCase());
  }
  $('swap').disabled = !chosen.a || !chosen.b;
  $('against').disabled = !chosen.a;
}

function complain(problem) {
  $('laps-empty').textContent = t('laps.unreadable');
  page.complain(problem);
}

$('swap').addEventListener('click', () => {
  [chosen.a, chosen.b] = [chosen.b, chosen.a];
  again();
});
$('against').addEventListener('click', async () => {
  const { reference, lap } = chosen.a;
  try {
    if (await asOperator(() => call('PUT', '/laps/live/reference', { lap: reference }))) {
      page.notice(t('compare.referred', values.lapTime(lap.time_s)));
    }
  } catch (problem) {
    page.notice(problem.message);
  }
});
mark();
watchAlerts((state) => page.connection(state));
const wanted = address.get('session') ?? address.get('a')?.split(':')[0];
list.load().then(() => wanted && list.choose(wanted)).catch(complain);
