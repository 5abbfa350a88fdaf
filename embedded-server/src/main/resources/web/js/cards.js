// A card for each channel: value, unit, age. A value that is gone shows a dash, never the last number.
import { t } from './text.js';
import * as values from './values.js';

const QUALITIES = ['good', 'suspect', 'bad'];
const MOST_CARDS = 200;
const FIRST_CARDS = 8;

export class Cards {
  /**
   * @param more the button with which a narrow screen shows the cards beyond the first few
   * @param chosen called with a channel's key when its card is pressed
   */
  constructor(parent, more, chosen) {
    this.parent = parent;
    this.more = more;
    this.chosen = chosen;
    this.cards = new Map();
    this.frozen = false;
    more.addEventListener('click', () => {
      more.setAttribute('aria-expanded', String(this.parent.classList.toggle('all')));
      this.tellMore();
    });
  }

  tellMore() {
    this.more.hidden = this.cards.size <= FIRST_CARDS;
    this.more.textContent = this.parent.classList.contains('all') ? t('page.fewer_values') : t('page.all_values', this.cards.size);
  }

  clear() {
    this.cards.clear();
    this.parent.replaceChildren();
    this.tellMore();
  }

  /**
   * @param seenMs performance.now() when the value was measured, as near as is known
   * @param period seconds between two values, where it is known from before
   */
  put(channel, time, value, quality, seenMs, period) {
    const card = this.cards.get(channel.key) ?? this.add(channel);
    if (!card) {
      return;
    }
    if (period) {
      card.period = period;
      card.count = Math.max(card.count, 2);
      card.time = time;
    }
    if (card.count > 0 && time > card.time) {
      const interval = time - card.time;
      card.period = card.count === 1 ? interval : card.period + 0.2 * (interval - card.period);
    }
    card.count++;
    card.time = time;
    card.seenMs = seenMs;
    card.value = value;
    card.quality = quality;
    card.dirty = true;
  }

  /** Shows what changed; called a few times a second, not for every sample. */
  draw(pressed) {
    const now = performance.now();
    for (const card of this.cards.values()) {
      const ageS = this.frozen ? 0 : (now - card.seenMs) / 1000;
      const fresh = values.freshness(ageS, card.period);
      if (card.dirty || fresh !== card.fresh) {
        const text = fresh === 'gone' ? '–' : typeof card.value === 'string' ? values.text(card.channel.key, card.value) : values.number(card.value, Math.min(5, card.channel.decimals));
        card.valueNode.textContent = text;
        card.line.classList.toggle('long', text.length > 6);
        card.node.dataset.fresh = fresh;
        card.node.dataset.quality = QUALITIES[card.quality] ?? 'good';
        card.fresh = fresh;
        card.dirty = false;
      }
      set(card.ageNode, fresh === 'fresh' ? '' : values.age(ageS));
      const chosen = String(pressed?.has(card.channel.key) ?? false);
      if (card.node.getAttribute('aria-pressed') !== chosen) {
        card.node.setAttribute('aria-pressed', chosen);
      }
    }
  }

  add(channel) {
    if (this.cards.size >= MOST_CARDS) {
      return null;
    }
    const node = document.createElement('button');
    node.type = 'button';
    node.className = 'card';
    node.dataset.channel = channel.key;
    const name = element('div', 'name');
    const title = element('span', '', values.label(channel.key));
    const ageNode = element('span', 'age');
    name.append(title, element('span', 'source', channel.source), ageNode);
    const line = element('div', channel.kind === 'text' ? 'value text' : 'value');
    const valueNode = element('span', 'number', '–');
    line.append(valueNode, element('span', 'unit', values.unit(channel.unit)));
    node.append(name, line);
    node.title = channel.key;
    node.addEventListener('click', () => this.chosen(channel.key));
    const card = { channel, node, line, valueNode, ageNode, count: 0, period: 0, time: 0, seenMs: 0, dirty: true };
    this.cards.set(channel.key, card);
    const after = [...this.cards.keys()].sort(values.byImportance);
    const next = after[after.indexOf(channel.key) + 1];
    this.parent.insertBefore(node, next ? this.cards.get(next).node : null);
    this.tellMore();
    return card;
  }
}

export function element(tag, className, text) {
  const node = document.createElement(tag);
  if (className) {
    node.className = className;
  }
  if (text !== undefined) {
    node.textContent = text;
  }
  return node;
}

/** Changes a text only where it differs, so that a screen reader and the layout have peace. */
export function set(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}
