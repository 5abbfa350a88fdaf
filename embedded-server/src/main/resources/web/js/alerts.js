// Alerts, on every page: one line for each that is open, until its cause is gone and a person took
// note. Everyone sees them; taking note needs the operator.
import { asOperator, call, keptOut } from './api.js';
import { element, set } from './cards.js';
import * as page from './page.js';
import { whoIsHere } from './pin.js';
import { Stream } from './stream.js';
import { say, t } from './text.js';
import * as values from './values.js';

/** So many that the page below is still seen. */
const mostShown = () => (innerHeight < 500 ? 1 : innerWidth < 600 ? 2 : 3);
const RANK = { critical: 0, warning: 1, info: 2 };

export class Alerts {
  /** @param sound that lets them be heard, none where a page has no switch for it */
  constructor(sound = null) {
    this.sound = sound;
    this.open = new Map();
    this.lines = new Map();
    this.all = false;
    this.node = element('section', 'alerts');
    this.node.id = 'alerts';
    this.node.setAttribute('aria-label', t('alerts.title'));
    this.node.setAttribute('aria-live', 'assertive');
    this.node.hidden = true;
    this.more = element('button', 'more-alerts');
    this.more.type = 'button';
    this.more.addEventListener('click', () => {
      this.all = !this.all;
      this.draw();
    });
    document.querySelector('header').after(this.node);
    addEventListener('resize', () => this.draw());
  }

  /** What is open when a connection begins. */
  begin(alerts) {
    this.open = new Map(alerts.map((a) => [a.id, a]));
    this.changed();
  }

  /** What became of one. */
  take(alert) {
    if (alert.open) {
      this.open.set(alert.id, alert);
    } else {
      this.open.delete(alert.id);
    }
    this.changed();
  }

  changed() {
    this.sound?.hear([...this.open.values()]);
    this.draw();
  }

  draw() {
    const sorted = [...this.open.values()].sort((a, b) => order(a) - order(b) || b.id - a.id);
    const most = mostShown();
    const shown = this.all ? sorted : sorted.slice(0, most);
    this.lines = new Map(shown.map((alert) => [alert, this.lines.get(alert) ?? this.line(alert)]));
    const nodes = [...this.lines.values()];
    if (sorted.length > most) {
      set(this.more, this.all ? t('alerts.fewer') : t('alerts.more', sorted.length - most));
      this.more.setAttribute('aria-expanded', String(this.all));
      nodes.push(this.more);
    }
    this.put(nodes);
    this.node.hidden = !nodes.length;
  }

  /** Shows these lines. One that stays is not touched, so that a press on it and its focus are not lost. */
  put(nodes) {
    const focused = this.node.contains(document.activeElement) ? document.activeElement : null;
    for (const old of [...this.node.children].filter((n) => !nodes.includes(n))) {
      old.remove();
    }
    nodes.forEach((node, i) => {
      if (this.node.children[i] !== node) {
        this.node.insertBefore(node, this.node.children[i] ?? null);
      }
    });
    if (focused && !this.node.contains(focused)) {
      const same = focused.closest('.alert')?.dataset.alert;
      const next = nodes.find((n) => n.dataset.alert === same) ?? this.node;
      (next.querySelector('button, a') ?? this.node.querySelector('button, a'))?.focus();
    }
  }

  line(alert) {
    const line = element('article', 'alert');
    line.dataset.severity = alert.severity;
    line.dataset.alert = alert.id;
    line.dataset.noted = String(alert.acknowledged !== null);
    const words = element('div', 'alert-words');
    words.append(element('strong', '', say(alert.sentence)), element('span', 'sub', state(alert)));
    const actions = element('div', 'alert-actions');
    if (alert.session_id !== null && alert.t !== null) {
      const link = element('a', 'button', t('nav.replay'));
      link.href = `/replay.html?session=${alert.session_id}&at=${alert.t.toFixed(2)}`;
      link.setAttribute('aria-label', t('alerts.replay', say(alert.name)));
      actions.append(link);
    }
    if (alert.acknowledged === null) {
      const noted = element('button', '', t('alerts.note'));
      noted.type = 'button';
      noted.setAttribute('aria-label', t('alerts.acknowledge', say(alert.name)));
      noted.addEventListener('click', () => this.acknowledge(alert, noted));
      actions.append(noted);
    }
    line.append(words, actions);
    return line;
  }

  async acknowledge(alert, button) {
    button.disabled = true;
    try {
      const noted = await asOperator(() => {
        const by = whoIsHere();
        return call('POST', `/alerts/${alert.id}/ack`, by ? { by } : {});
      });
      if (noted) {
        this.take(noted);
      }
    } catch (problem) {
      page.notice(problem.message);
    }
    button.disabled = false;
  }
}

/**
 * Shows alerts on a page that follows nothing else live.
 * @param state called with how the connection stands
 */
export function watchAlerts(state) {
  const alerts = new Alerts();
  return new Stream({ messages: 'alert' }, {
    state(name, never) {
      state?.(name);
      if (name === 'lost' && never) {
        keptOut().then((out) => out && state?.('refused'));
      }
    },
    hello: (message) => alerts.begin(message.alerts),
    alert: (message) => alerts.take(message),
  });
}

/** Those that nobody noted first, then by severity. */
function order(alert) {
  return (alert.acknowledged === null ? 0 : 10) + RANK[alert.severity];
}

function state(alert) {
  const parts = [t('alerts.since', values.timeOfDay(alert.raised))];
  if (alert.cleared) {
    parts[0] = t('range', values.timeOfDay(alert.raised), values.timeOfDay(alert.cleared));
  }
  if (alert.acknowledged) {
    parts.push(t('alerts.noted', say(alert.acknowledged_by)));
  }
  return parts.join(' · ');
}
