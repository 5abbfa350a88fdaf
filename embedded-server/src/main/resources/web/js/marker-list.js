// The markers of a session: what a person noted, and alerts with their severity. A press leads there.
import { element } from './cards.js';
import { count, knows, say, t } from './text.js';
import * as values from './values.js';

const MOST_SHOWN = 500;

export class MarkerList {
  /**
   * @param list takes the markers
   * @param panel around it, away while there are none
   * @param chosen called with the time of the marker that is pressed, seconds since the session's start
   */
  constructor(list, panel, chosen) {
    this.list = list;
    this.panel = panel;
    this.chosen = chosen;
  }

  show(markers) {
    const sorted = markers.toSorted((a, b) => a.t - b.t || a.id - b.id);
    this.panel.hidden = !sorted.length;
    this.panel.querySelector('.sub').textContent = count('markers.count', sorted.length);
    this.list.replaceChildren(...sorted.slice(0, MOST_SHOWN).map((marker) => this.line(marker)));
    if (sorted.length > MOST_SHOWN) {
      this.list.append(element('li', 'empty', t('markers.more', sorted.length - MOST_SHOWN)));
    }
    this.list.scrollTop = 0;
  }

  line(marker) {
    const button = element('button', 'marker');
    button.type = 'button';
    button.dataset.kind = marker.kind;
    button.append(element('span', 'marker-time', values.position(marker.t)));
    if (marker.kind === 'alert') {
      const badge = element('span', 'badge', t(knows(`severity.${marker.severity}`) ? `severity.${marker.severity}` : 'markers.alert'));
      badge.dataset.severity = marker.severity ?? '';
      button.append(badge);
    }
    button.append(element('span', 'marker-text', marker.kind === 'note' ? marker.text : say(marker.text)));
    button.addEventListener('click', () => this.chosen(marker.t));
    const item = element('li');
    item.append(button);
    return item;
  }
}
