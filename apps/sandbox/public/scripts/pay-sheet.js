import { call, phonePath } from './api.js';
import { el } from './dom.js';
import { icon } from './icons.js';

/** The in-app browser of a phone: a sheet over the chat, or a small window for pages that refuse. */
export function createPaySheet(screen) {
  let sheet = null;

  function close() {
    sheet?.remove();
    sheet = null;
  }

  function show(url) {
    close();
    const { host } = new URL(url);
    sheet = el(
      'div',
      { class: 'sheet', role: 'dialog', 'aria-label': host },
      el(
        'header',
        {},
        el('button', { class: 'plain', title: 'Close', onclick: close }, icon('close')),
        el('span', { class: 'host' }, icon('lock', 14), host),
        el(
          'button',
          { class: 'plain', title: 'Open in a new tab', onclick: () => window.open(url) },
          icon('external'),
        ),
      ),
      el('iframe', { src: url, title: host }),
    );
    screen.append(sheet);
  }

  return {
    close,
    async open(phone, url) {
      const question = `${phonePath(phone, 'embeddable')}?url=${encodeURIComponent(url)}`;
      const { embeddable } = await call('GET', question).catch(() => ({ embeddable: false }));
      if (embeddable) show(url);
      else window.open(url, `browser-${phone.channel}`, 'popup,width=420,height=780');
    },
  };
}
