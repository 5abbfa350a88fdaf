// Calls to the server. Every failure becomes a Problem with a sentence that can be shown.
import { askForPin } from './pin.js';
import { say, t } from './text.js';

const PREFIX = '/api/v1';

export class Problem extends Error {
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

// The secret of the shared link has done its work when the page is open: the cookie is set.
const address = new URL(location.href);
if (address.searchParams.has('token')) {
  address.searchParams.delete('token');
  history.replaceState(null, '', address);
}

export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(PREFIX + path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch {
    throw new Problem(0, 'unreachable', t('problem.unreachable'));
  }
  if (response.status === 204) {
    return null;
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) {
    throw new Problem(response.status, answer?.code ?? 'unknown', answer?.detail ? say(answer.detail) : t('problem.status', response.status));
  }
  return answer;
}

export const get = (path) => call('GET', path);

/** Whether the server is there and does not let this device in: a browser does not say why a stream failed. */
export async function keptOut() {
  try {
    return (await get('/auth/me')).role === 'none';
  } catch {
    return false;
  }
}

/** Parameters as a query, without those that are empty. */
export function query(parameters) {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== null && value !== undefined && value !== '') {
      all.set(name, value);
    }
  }
  const text = all.toString();
  return text ? `?${text}` : '';
}

/** Does what needs the operator; asks for the PIN once if this device has not shown it yet. */
export async function asOperator(what) {
  try {
    return await what();
  } catch (problem) {
    if (problem.status !== 401 && problem.status !== 403) {
      throw problem;
    }
  }
  if (!(await askForPin((pin) => call('POST', '/auth/pin', { pin })))) {
    return undefined;
  }
  return what();
}
