import { call } from './api.js';
import { el, showList } from './dom.js';

const SHOWN = 40;

/** The last webhooks and what the gateway answered. */
export function createDeliveries({ live }) {
  const list = el('div', { class: 'deliveries' });
  const empty = el('p', { class: 'empty' }, 'No webhook yet. Write in one of the phones.');
  live.watch(
    ({ kind }) => kind === 'delivery',
    async () => {
      const { deliveries } = await call('GET', `/control/books?limit=${SHOWN}`);
      empty.hidden = deliveries.length > 0;
      showList(list, withKeys(deliveries).reverse(), { keyOf: ({ key }) => key, render });
    },
  );
  return el('section', { class: 'panel' }, el('h2', {}, 'Webhooks'), empty, list);
}

/** Equal entries within a millisecond get a number. */
function withKeys(deliveries) {
  const seen = new Map();
  return deliveries.map((one) => {
    const key = JSON.stringify(one);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return { ...one, key: `${key} ${count}` };
  });
}

function render({ standIn, label, attempt, status, ok, reason, at }) {
  const what = status ?? (attempt === 0 ? 'kept' : 'failed');
  return el(
    'div',
    { class: 'delivery' },
    el('time', {}, new Date(at).toLocaleTimeString([], { hourCycle: 'h23' })),
    el('i', { class: `logo ${standIn}`, title: standIn }),
    el(
      'span',
      { class: 'label' },
      label,
      attempt > 1 ? ` · try ${attempt}` : '',
      reason ? el('small', {}, reason) : null,
    ),
    el('b', { class: ok ? 'good' : 'bad' }, String(what)),
  );
}
