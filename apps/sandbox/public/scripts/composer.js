import { el } from './dom.js';
import { icon } from './icons.js';

const HINTS = { messenger: 'Aa', instagram: 'Message…', viber: 'Type a message…' };

/** Where the customer writes, and the buttons for a picture, a sticker and a voice message. */
export function createComposer({ channel, act }) {
  const input = el('input', {
    placeholder: HINTS[channel],
    'aria-label': 'Message',
    autocomplete: 'off',
    oninput: () => node.classList.toggle('filled', input.value.trim() !== ''),
  });
  const attach = (kind, sign, title) =>
    el(
      'button',
      { type: 'button', class: `plain ${kind}`, title, onclick: () => act('attach', { kind }) },
      icon(sign),
    );
  const send = el('button', { class: 'plain send', title: 'Send' }, icon('send'));
  const like = el(
    'button',
    {
      type: 'button',
      class: 'plain like',
      title: 'Thumb up',
      onclick: () => act('attach', { kind: 'sticker' }),
    },
    icon('thumb'),
  );
  const node = el(
    'form',
    {
      class: 'composer',
      onsubmit: (event) => {
        event.preventDefault();
        const text = input.value.trim();
        if (text === '') return;
        input.value = '';
        node.classList.remove('filled');
        act('say', { text });
      },
    },
    attach('picture', channel === 'instagram' ? 'camera' : 'picture', 'Send a picture'),
    attach('sticker', 'sticker', 'Send a sticker'),
    attach('voice', 'mic', 'Send a voice message'),
    input,
    send,
    channel === 'messenger' && like,
  );
  return {
    node,
    show({ standing }) {
      node.classList.toggle('gone', standing === 'gone');
      input.placeholder = standing === 'gone' ? 'Write to come back' : HINTS[channel];
    },
  };
}
