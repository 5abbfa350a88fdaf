// The laps of a session: times, sectors, and whether a lap counts, with the reason if it does not.
import { element } from './cards.js';
import { knows, say, t } from './text.js';
import * as values from './values.js';

/** A word for what the server calls `name`, which stands for itself where it is new. */
const word = (kind, name) => (knows(`${kind}.${name}`) ? t(`${kind}.${name}`) : name);


/** Whether a lap counts, in a word, and why not. */
export function badge(lap) {
  const node = element('span', 'badge', lap.counts ? t('laps.counts') : lap.reasons.map((r) => word('badge', r.kind)).join(', '));
  node.dataset.counts = String(lap.counts);
  return node;
}

export class LapTable {
  /** @param chosen called with `a` or `b` and a lap */
  constructor(table, chosen) {
    this.table = table;
    this.chosen = chosen;
    this.answer = null;
  }

  show(answer) {
    this.answer = answer;
    const sectors = Math.max(1, ...answer.laps.map((lap) => lap.sectors.length));
    const head = element('tr');
    const names = sectors > 1 ? Array.from({ length: sectors }, (_, i) => `S${i + 1}`) : [];
    head.append(...[t('lap.now'), t('laps.time'), ...names, t('laps.top'), t('laps.verdict'), t('compare.short')].map((name) => element('th', '', name)));
    this.table.tHead.replaceChildren(head);
    this.table.tBodies[0].replaceChildren(...answer.laps.map((lap) => this.row(lap, names.length)));
    if (answer.theoretical_best_s !== null && names.length) {
      this.table.tBodies[0].append(this.theoretical(names.length));
    }
    this.table.hidden = !answer.laps.length;
  }

  /** Marks the laps that are compared; numbers of this session, null for none. */
  mark(a, b) {
    for (const button of this.table.querySelectorAll('button[data-choice]')) {
      const wanted = button.dataset.choice === 'a' ? a : b;
      button.setAttribute('aria-pressed', String(Number(button.dataset.number) === wanted));
    }
  }

  row(lap, sectors) {
    const row = element('tr');
    row.dataset.number = lap.number;
    row.dataset.best = String(lap.number > 0 && lap.number === this.answer.best);
    row.dataset.counts = String(lap.counts);
    const name = element('td', 'lap-number');
    const link = element('a', '', lap.number > 0 ? String(lap.number) : word('part', lap.part));
    link.href = `/replay.html?session=${this.answer.session_id}&at=${Math.max(0, lap.t).toFixed(2)}`;
    link.title = t('nav.replay');
    name.append(link);
    const time = element('td', 'lap-time');
    time.append(element('b', '', values.lapTime(lap.time_s, lap.number > 0 ? 3 : 0)));
    if (lap.number > 0) {
      time.append(element('small', '', ` ±${lap.uncertainty_s.toFixed(2)}`));
    }
    row.append(name, time);
    for (let i = 0; i < sectors; i++) {
      row.append(this.sector(lap, i));
    }
    const verdict = element('td', 'lap-verdict');
    if (lap.number > 0) {
      verdict.append(badge(lap));
      if (lap.reasons.length) {
        verdict.append(element('small', 'sub', lap.reasons.map((r) => say(r.sentence)).join('; ')));
      }
    }
    row.append(element('td', 'lap-top', lap.max_speed_kph === null ? '–' : `${lap.max_speed_kph.toFixed(0)} km/h`), verdict, this.choice(lap));
    return row;
  }

  sector(lap, i) {
    const time = lap.number > 0 ? lap.sectors[i]?.time_s ?? null : null;
    const cell = element('td', 'lap-sector', lap.number === 0 ? '' : time === null ? '–' : time.toFixed(2));
    cell.dataset.name = `S${i + 1}`;
    const best = this.answer.best_sectors_s[i];
    cell.dataset.best = String(lap.counts && time !== null && best !== null && Math.abs(time - best) < 5e-4);
    return cell;
  }

  choice(lap) {
    const cell = element('td', 'lap-choice');
    if (lap.number > 0) {
      for (const choice of ['a', 'b']) {
        const button = element('button', '', choice.toUpperCase());
        button.type = 'button';
        button.dataset.choice = choice;
        button.dataset.number = lap.number;
        button.setAttribute('aria-label', t('laps.as', lap.number, choice.toUpperCase()));
        button.setAttribute('aria-pressed', 'false');
        button.addEventListener('click', () => this.chosen(choice, lap));
        cell.append(button);
      }
    }
    return cell;
  }

  theoretical(sectors) {
    const row = element('tr', 'theoretical');
    row.append(element('td', 'lap-number', t('laps.best_sectors')), element('td', 'lap-time'));
    row.lastChild.append(element('b', '', values.lapTime(this.answer.theoretical_best_s)));
    for (let i = 0; i < sectors; i++) {
      const cell = element('td', 'lap-sector', this.answer.best_sectors_s[i]?.toFixed(2) ?? '–');
      cell.dataset.name = `S${i + 1}`;
      row.append(cell);
    }
    row.append(element('td', 'lap-top'), element('td', 'lap-verdict sub', t('laps.theoretical')), element('td', 'lap-choice'));
    return row;
  }
}
