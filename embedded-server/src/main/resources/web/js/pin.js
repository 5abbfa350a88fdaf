// The dialog for the operator PIN, on every page that has something to control. Who unlocks a device
// may also say who that is: alerts are acknowledged in that name.
import * as page from './page.js';
import { t } from './text.js';

const NAME = 'cartelem.name';
const MOST = 100;

function make(tag, properties, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

const pin = make('input', { id: 'pin', type: 'password', inputMode: 'numeric', autocomplete: 'one-time-code', maxLength: 32, required: true });
const name = make('input', { id: 'pin-name', maxLength: MOST, autocomplete: 'name', placeholder: t('pin.optional') });
const complaint = make('p', { id: 'pin-problem', className: 'problem', role: 'alert' });
const form = make(
  'form', { method: 'dialog' },
  make('h2', { id: 'pin-title', textContent: t('pin.title') }),
  make('p', { textContent: t('pin.where') }),
  make('label', {}, `${t('pin.pin')} `, pin),
  make('label', {}, `${t('pin.name')} `, name),
  complaint,
  make(
    'div', { className: 'actions' },
    // No submit button, because the first of those is what Enter presses.
    make('button', { type: 'button', textContent: t('dialog.cancel'), onclick: () => dialog.close() }),
    make('button', { value: 'ok', className: 'primary', textContent: t('pin.unlock') }),
  ),
);
const dialog = make('dialog', { id: 'pin-dialog' }, form);
dialog.setAttribute('aria-labelledby', 'pin-title');
document.body.append(dialog);

/** The name given on this device, empty if none was. */
export const whoIsHere = () => page.recall(NAME, '');

/**
 * Asks until the PIN is right or the person gives up.
 * @param unlock tries a PIN and fails with a sentence
 * @returns whether it was right
 */
export function askForPin(unlock) {
  pin.value = '';
  name.value = whoIsHere();
  complaint.textContent = '';
  dialog.showModal();
  return new Promise((resolve) => {
    const finish = (granted) => {
      dialog.removeEventListener('close', closed);
      form.removeEventListener('submit', submitted);
      resolve(granted);
    };
    const closed = () => finish(false);
    const submitted = async (event) => {
      if (event.submitter?.value !== 'ok') {
        return;
      }
      event.preventDefault();
      try {
        await unlock(pin.value);
        page.remember(NAME, name.value.trim());
        finish(true);
        dialog.close();
      } catch (problem) {
        complaint.textContent = problem.message;
        pin.select();
      }
    };
    form.addEventListener('submit', submitted);
    dialog.addEventListener('close', closed);
  });
}
