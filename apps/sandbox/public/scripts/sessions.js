import { call } from './api.js';
import { el, showList } from './dom.js';

const OPEN = ['pending', 'processing'];
const ACTIONS = [
  { action: 'pay', label: 'Pay', on: OPEN },
  { action: 'decline', label: 'Decline', on: OPEN },
  { action: 'expire', label: 'Expire', on: OPEN },
  { action: 'void', label: 'Void', on: [...OPEN, 'succeeded'] },
];
const SHOWN = 30;

/** What the bank has: every payment session and what can be done to it. */
export function createSessions({ live }) {
  const list = el('div', { class: 'sessions' });
  const empty = el(
    'p',
    { class: 'empty' },
    'No payment session yet. Order something and open its pay link.',
  );
  live.watch(
    ({ kind }) => kind === 'session',
    async () => {
      const { sessions } = await call('GET', '/control/sessions');
      empty.hidden = sessions.length > 0;
      showList(list, sessions.slice(-SHOWN).reverse(), {
        keyOf: ({ id }) => id,
        render: renderSession,
      });
    },
  );
  return el('section', { class: 'panel wide' }, el('h2', {}, 'Payments at VPOS'), empty, list);
}

function renderSession(session) {
  const { id, status, merchantOrderId, amountMinor, currency, checkoutUrl, createdAt } = session;
  const buttons = ACTIONS.map(({ action, label, on }) =>
    el(
      'button',
      { class: action, disabled: !on.includes(status), onclick: () => act(id, action) },
      label,
    ),
  );
  return el(
    'div',
    { class: 'session' },
    el(
      'div',
      { class: 'what' },
      el('strong', {}, money(amountMinor, currency)),
      el('a', { href: checkoutUrl, target: '_blank', title: id }, merchantOrderId),
      el('small', {}, new Date(createdAt).toLocaleTimeString([], { hourCycle: 'h23' })),
    ),
    el('span', { class: `chip ${status}` }, status),
    el('div', { class: 'actions' }, buttons),
  );
}

function act(id, action) {
  return call('POST', `/control/sessions/${encodeURIComponent(id)}/${action}`, {}).catch(
    () => null,
  );
}

function money(amountMinor, currency) {
  return new Intl.NumberFormat('ru', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 2,
    minimumFractionDigits: 0,
  }).format(amountMinor / 100);
}
