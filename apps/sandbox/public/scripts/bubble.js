import { el } from './dom.js';
import { icon } from './icons.js';

/** One message: its media, its text, its cards and its buttons. */
export function renderBubble(message, ground) {
  const { media, text, cards, buttons } = message;
  const parts = media.map((one) => renderMedia(one));
  if (text !== null) parts.push(renderText(message, ground));
  if (cards.length > 0)
    parts.push(
      el(
        'div',
        { class: 'cards' },
        cards.map((card) => renderCard(card, ground)),
      ),
    );
  if (buttons.length > 0 && text === null) parts.push(renderButtons(buttons, ground));
  if (ground.channel === 'viber') parts.at(-1)?.append(renderTicks(message));
  return el('div', { class: 'body' }, parts);
}

function renderText({ text, buttons }, ground) {
  const words = el(
    'div',
    { class: 'bubble' },
    el('span', { class: 'words' }, linked(text, ground)),
  );
  if (buttons.length === 0) return words;
  return el('div', { class: 'template' }, words, renderButtons(buttons, ground));
}

function renderButtons(buttons, { press }) {
  const items = buttons.map((tap) => el('button', { onclick: () => press(tap) }, tap.label));
  return el('div', { class: 'buttons' }, items);
}

function renderCard({ title, subtitle, image, buttons }, ground) {
  return el(
    'div',
    { class: 'card' },
    image && el('img', { src: image, alt: '' }),
    title && el('strong', {}, title),
    subtitle && el('p', {}, subtitle),
    buttons.length > 0 && renderButtons(buttons, ground),
  );
}

function renderMedia({ kind, url, name }) {
  switch (kind) {
    case 'image':
      return el('div', { class: 'media' }, el('img', { src: url, alt: 'picture' }));
    case 'sticker':
      return el(
        'div',
        { class: 'media sticker' },
        url ? el('img', { src: url, alt: 'sticker' }) : '❤️',
      );
    case 'video':
      return el('div', { class: 'media' }, el('video', { src: url, controls: true, muted: true }));
    case 'audio':
      return el('div', { class: 'bubble voice' }, voice(url));
    case 'location':
      return el('div', { class: 'bubble attached' }, icon('pin', 18), 'Yerevan, Republic Square');
    case 'contact':
      return el('div', { class: 'bubble attached' }, icon('phone', 18), name ?? 'Contact');
    default:
      return el('div', { class: 'bubble attached' }, icon('file', 18), name ?? 'receipt.pdf');
  }
}

function voice(url) {
  const sound = new Audio(url);
  const bars = Array.from({ length: 18 }, (_, index) =>
    el('i', { style: { height: `${5 + Math.abs(Math.sin(index * 1.7)) * 15}px` } }),
  );
  return [
    el('button', { class: 'plain', title: 'Play', onclick: () => sound.play() }, icon('play', 16)),
    ...bars,
    el('small', {}, '0:01'),
  ];
}

/** Text with its web addresses as links that open in the phone. */
function linked(text, { open }) {
  return text.split(/(https?:\/\/[^\s<>"]+)/).map((part, index) => {
    if (index % 2 === 0) return part;
    const follow = (event) => {
      event.preventDefault();
      open(part);
    };
    return el('a', { href: part, onclick: follow }, part);
  });
}

function renderTicks({ from, status, at }) {
  const time = new Date(at).toLocaleTimeString([], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const ticks = from === 'customer' ? el('i', { class: `ticks ${status}`, title: status }) : null;
  return el('span', { class: 'stamp' }, time, ticks);
}
