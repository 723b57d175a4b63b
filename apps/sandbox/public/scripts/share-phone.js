import { el } from './dom.js';

/** Asks the customer which number to share, like the app's own dialog; null when they decline. */
export function askPhone(screen, { shop, phone }) {
  return new Promise((resolve) => {
    const input = el('input', { type: 'tel', value: phone, 'aria-label': 'Phone number' });
    const finish = (number) => {
      dialog.remove();
      resolve(number);
    };
    const form = el(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault();
          finish(input.value.trim() || null);
        },
      },
      el('strong', {}, 'Share your phone number?'),
      el('p', {}, `${shop} will see it.`),
      input,
      el(
        'div',
        { class: 'choices' },
        el('button', { type: 'button', class: 'plain', onclick: () => finish(null) }, 'Not now'),
        el('button', { class: 'main' }, 'Share'),
      ),
    );
    const dialog = el('div', { class: 'dialog', role: 'dialog' }, form);
    screen.append(dialog);
    input.focus();
  });
}
