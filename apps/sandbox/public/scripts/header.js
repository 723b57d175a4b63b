import { el } from './dom.js';
import { icon } from './icons.js';

const STATE = {
  messenger: 'Typically replies instantly',
  instagram: 'Business chat',
  viber: 'Bot · online',
};

const TOOLS = {
  messenger: ['phone', 'video', 'info'],
  instagram: ['phone', 'video'],
  viber: ['search', 'dots'],
};

/** The bar on top of a chat: whom the customer talks to. */
export function createHeader({ channel, shopName }) {
  const node = el('header', { class: 'bar' });
  return {
    node,
    show() {
      node.replaceChildren(
        el('span', { class: 'tool' }, icon('back', 24)),
        el('span', { class: 'avatar' }, el('img', { src: '/shop.svg', alt: '' })),
        el(
          'div',
          { class: 'title' },
          el('strong', {}, shopName()),
          el('small', {}, STATE[channel]),
        ),
        ...TOOLS[channel].map((tool) => el('span', { class: 'tool' }, icon(tool, 21))),
      );
    },
  };
}
