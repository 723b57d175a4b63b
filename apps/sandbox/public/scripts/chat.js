import { renderBubble } from './bubble.js';
import { el, showList } from './dom.js';

const PAUSE_MS = 15 * 60_000;

/** The messages between the customer and the shop. */
export function createChat(ground) {
  const { channel } = ground;
  const list = el('div', { class: 'messages' });
  const node = el('div', { class: 'chat' }, list);
  const toEnd = () => {
    node.scrollTop = node.scrollHeight;
  };
  let isAtEnd = true;
  let height = 0;
  let newest = null;
  node.addEventListener('scroll', () => {
    // A keyboard that grows scrolls too; only the customer's own scrolling leaves the end.
    if (node.clientHeight !== height) return;
    isAtEnd = node.scrollHeight - node.scrollTop - node.clientHeight < 60;
  });
  // Keyboards and pictures change the height without a new message.
  const observer = new ResizeObserver(() => {
    height = node.clientHeight;
    if (isAtEnd) toEnd();
  });
  observer.observe(node);
  observer.observe(list);

  return {
    node,
    clear() {
      list.shown = undefined;
      newest = null;
      isAtEnd = true;
      list.replaceChildren();
    },
    show({ messages, typing }) {
      const before = list.children.length;
      showList(list, toRows(messages, typing, channel), {
        keyOf: ({ key }) => key,
        render: (row, isNew) => renderRow(row, isNew && before > 0, ground),
      });
      const last = messages.at(-1)?.id ?? null;
      if (last !== newest) {
        newest = last;
        isAtEnd = true;
        toEnd();
      }
    },
  };
}

/** Messages with what stands between them: times, the read mark, the typing dots. */
function toRows(messages, typing, channel) {
  if (messages.length === 0) return [{ key: 'intro', kind: 'intro' }];
  const rows = [];
  const lastOwn = messages.findLast(({ from }) => from === 'customer');
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    if (!before || message.at - before.at > PAUSE_MS) {
      rows.push({ key: `at ${message.id}`, kind: 'time', at: message.at });
    }
    const opens = before?.from !== message.from || before?.by !== message.by;
    const closes = after?.from !== message.from || after?.by !== message.by;
    rows.push({ key: message.id, kind: 'message', message, opens, closes });
    const isMarked = message === lastOwn && !(channel === 'instagram' && after);
    if (isMarked && channel !== 'viber') {
      rows.push({ key: 'mark', kind: 'mark', status: message.status });
    }
  });
  if (typing) rows.push({ key: 'typing', kind: 'typing' });
  return rows;
}

function renderRow(row, isNew, ground) {
  switch (row.kind) {
    case 'intro':
      return renderIntro(ground);
    case 'time':
      return el('time', { class: 'when' }, when(row.at));
    case 'mark':
      return renderMark(row.status, ground.channel);
    case 'typing':
      return el(
        'div',
        { class: 'row shop' },
        avatar(),
        el('div', { class: 'bubble typing' }, el('i'), el('i'), el('i')),
      );
    default:
      return renderMessage(row, isNew, ground);
  }
}

function renderMessage({ message, opens, closes }, isNew, ground) {
  const side = message.from;
  const classes = ['row', side, opens && 'opens', closes && 'closes', isNew && 'new'];
  return el(
    'div',
    { class: classes.filter(Boolean).join(' ') },
    side === 'shop' ? avatar() : null,
    el(
      'div',
      { class: 'stack' },
      message.by === 'manager' && opens
        ? el('small', { class: 'by' }, 'a person at the shop')
        : null,
      renderBubble(message, ground),
    ),
  );
}

function renderMark(status, channel) {
  if (channel === 'instagram')
    return el('div', { class: 'mark' }, status === 'seen' ? 'Seen' : ' ');
  const face =
    status === 'seen'
      ? el('img', { src: '/shop.svg', alt: 'seen' })
      : el('i', { class: status, title: status });
  return el('div', { class: 'mark' }, face);
}

function renderIntro({ channel, shopName, act }) {
  const start = {
    messenger: ['Get started', () => act('open')],
    instagram: ['Say hello', () => act('say', { text: 'Hello' })],
    viber: ['Message', () => act('open')],
  }[channel];
  return el(
    'div',
    { class: 'intro' },
    el('span', { class: 'avatar big' }, el('img', { src: '/shop.svg', alt: '' })),
    el('strong', {}, shopName()),
    el('p', {}, 'Bakery · Yerevan'),
    el('button', { class: 'start', onclick: start[1] }, start[0]),
  );
}

function avatar() {
  return el('span', { class: 'avatar' }, el('img', { src: '/shop.svg', alt: '' }));
}

function when(at) {
  return new Date(at).toLocaleString([], {
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
