// The choice of a session, with search. What a page shows of a session is hidden until one is chosen.
import { get, query } from './api.js';
import * as page from './page.js';
import { count, knows, t } from './text.js';
import { dayAndTime } from './values.js';

export class SessionList {
  /** @param chosen called with the session */
  constructor(select, search, chosen) {
    this.select = select;
    this.sessions = new Map();
    this.asked = 0;
    this.hint = document.getElementById('choose');
    select.addEventListener('change', () => {
      const session = this.sessions.get(select.value);
      if (session) {
        this.hint.hidden = true;
        document.querySelectorAll('[data-of="session"]').forEach((node) => {
          node.hidden = false;
        });
        chosen(session);
      }
    });
    search.addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.load(search.value).catch(page.complain), 250);
    });
  }

  async load(text = '') {
    const asked = ++this.asked;
    const { sessions, total } = await get(`/sessions${query({ limit: 200, q: text })}`).catch((problem) => {
      this.hint.textContent = page.remedy(problem);
      throw problem;
    });
    if (asked !== this.asked) {
      return;
    }
    const before = this.select.value;
    const recorded = sessions.filter((s) => s.started_utc);
    this.sessions = new Map(recorded.map((s) => [String(s.id), s]));
    this.select.replaceChildren(new Option(recorded.length ? t('session.choose_of', total) : t('session.none'), ''));
    for (const session of recorded) {
      this.select.append(new Option(`${session.name} · ${dayAndTime(session.started_utc)}`, session.id));
    }
    this.hint.textContent = t(recorded.length ? 'session.choose' : text ? 'session.none' : 'session.none_yet');
    if (this.sessions.has(before)) {
      this.select.value = before;
    }
  }

  /** @param id of a session that need not be among those listed */
  async choose(id) {
    const key = String(id);
    if (!this.sessions.has(key)) {
      const session = await get(`/sessions/${encodeURIComponent(key)}`);
      if (!session.started_utc) {
        return;
      }
      this.sessions.set(key, session);
      this.select.append(new Option(`${session.name} · ${dayAndTime(session.started_utc)}`, key));
    }
    this.select.value = key;
    this.select.dispatchEvent(new Event('change'));
  }
}

export function facts(session) {
  const parts = [dayAndTime(session.started_utc)];
  for (const part of [session.car_id, session.driver, session.track]) {
    if (part) {
      parts.push(part);
    }
  }
  // How many there are is known when it has ended.
  parts.push(session.is_active ? t('session.active') : count('session.samples', session.samples));
  if (session.origin !== 'live') {
    parts.push(knows(`origin.${session.origin}`) ? t(`origin.${session.origin}`) : session.origin);
  }
  if (session.recovered) {
    parts.push(t('session.recovered'));
  }
  if (session.notes) {
    parts.push(session.notes);
  }
  return parts.join(' · ');
}
