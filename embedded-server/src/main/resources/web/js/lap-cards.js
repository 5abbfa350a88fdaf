// The lap on the live page, in large cards. Hidden until a track is known.
import { element, set } from './cards.js';
import { say, t } from './text.js';
import * as values from './values.js';

const CARDS = ['now', 'delta', 'predicted', 'last', 'best'];

export class LapCards {
  /** @param state a LapState */
  constructor(node, state) {
    this.node = node;
    this.state = state;
    const head = element('div', 'panel-head');
    this.track = element('h2');
    const driver = element('a', 'button', t('nav.driver'));
    driver.href = '/driver.html';
    head.append(this.track, element('span', 'spacer'), driver);
    const grid = element('div', 'lap-cards');
    this.cards = new Map(CARDS.map((id) => [id, card(id)]));
    grid.append(...[...this.cards.values()].map((c) => c.node));
    this.sectors = element('ol', 'sectors');
    this.sectors.setAttribute('aria-label', t('lap.sectors'));
    node.append(head, grid, this.sectors);
    this.reasons = { of: '', words: '' };
  }

  /** Called as often as the page is drawn. */
  draw() {
    const { state } = this;
    this.node.hidden = !state.known;
    if (!state.known) {
      return;
    }
    const { lap } = state;
    const delta = state.running('delta_s');
    const fresh = state.timing ? state.fresh : 'fresh';
    const age = fresh === 'fresh' ? '' : t('lap.no_position', values.age(state.ageS));
    set(this.track, values.track(lap.track, lap.saved));
    this.show('now', values.lapTime(state.elapsedS, 1), age, { fresh, name: lap.number > 0 ? t('lap.number', lap.number) : t('lap.now') });
    this.show('delta', values.signed(delta), delta === null ? '' : against(lap), { fresh, side: values.side(delta) });
    this.show('predicted', values.lapTime(state.running('predicted_s'), 2), '', { fresh });
    this.show('last', values.lapTime(lap.last_s), this.why(lap.last_reasons), { doubt: lap.last_s !== null && !lap.last_counts });
    this.show('best', values.lapTime(lap.best_s), lap.best_number ? t('lap.of', lap.best_number) : '');
    this.drawSectors();
  }

  /** Why the last lap does not count, in the reader's language: put into words when it changes, not when it is drawn. */
  why(reasons) {
    const of = reasons.join('\n');
    if (of !== this.reasons.of) {
      this.reasons = { of, words: reasons.map(say).join(' · ') };
    }
    return this.reasons.words;
  }

  show(id, text, note, { fresh = 'fresh', side = 'even', doubt = false, name } = {}) {
    const { node, value, small, title } = this.cards.get(id);
    set(value, text);
    set(small, note);
    if (name) {
      set(title, name);
    }
    node.dataset.fresh = fresh;
    node.dataset.side = side;
    node.dataset.doubt = String(doubt);
  }

  drawSectors() {
    const sectors = this.state.sectors();
    this.sectors.hidden = sectors.length < 2;
    while (this.sectors.children.length < sectors.length) {
      this.sectors.append(sectorNode());
    }
    while (this.sectors.children.length > sectors.length) {
      this.sectors.lastChild.remove();
    }
    sectors.forEach((sector, i) => {
      const [name, time, gap] = this.sectors.children[i].children;
      const lost = sector.time === null || sector.best === null ? null : sector.time - sector.best;
      set(name, `S${i + 1}`);
      set(time, sector.time === null ? '–' : sector.time.toFixed(2));
      set(gap, lost === null ? '' : values.signed(lost));
      gap.dataset.side = lost === null ? 'even' : values.side(lost);
    });
  }
}

/** What the delta is to. */
function against(lap) {
  return lap.reference_s === lap.best_s ? t('lap.to_best') : t('lap.to', values.lapTime(lap.reference_s));
}

function card(id) {
  const node = element('div', 'lap-card');
  node.dataset.lap = id;
  const title = element('span', 'name', t(`lap.${id}`));
  const value = element('b', 'lap-value', '–');
  const small = element('span', 'sub');
  node.append(title, value, small);
  return { node, title, value, small };
}

function sectorNode() {
  const node = element('li');
  node.append(element('span', 'name'), element('b'), element('i', 'gap'));
  return node;
}
