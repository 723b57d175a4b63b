import { call } from './api.js';
import { el } from './dom.js';

const TARGETS = ['messenger', 'instagram', 'viber', 'vpos'];
const CHATS = ['messenger', 'instagram', 'viber'];

const FAULTS = [
  {
    title: 'Webhooks',
    faults: [
      { name: 'duplicate', label: 'Extra copies', kind: 'count', none: 0 },
      { name: 'delayMs', label: 'Delay, ms', kind: 'count', none: 0 },
      { name: 'reorder', label: 'Shuffle the order', kind: 'switch', none: false },
      { name: 'drop', label: 'Lose', kind: 'chance', none: 0 },
      { name: 'wrongSignature', label: 'Sign wrongly', kind: 'chance', none: 0 },
    ],
  },
  {
    title: 'API answers',
    faults: [
      { name: 'answerDelayMs', label: 'Delay, ms', kind: 'count', none: 0 },
      { name: 'lostAnswer', label: 'Act, then break the connection', kind: 'chance', none: 0 },
      { name: 'status429', label: 'Too many requests', kind: 'chance', none: 0 },
      { name: 'status5xx', label: 'Server error', kind: 'chance', none: 0 },
    ],
  },
  {
    title: 'Chat',
    of: CHATS,
    faults: [
      { name: 'receipts', label: 'Delivered and seen', kind: 'switch', none: true },
      { name: 'echoes', label: 'Echoes', kind: 'switch', none: true },
      { name: 'echoBeforeAnswer', label: 'Both before the answer', kind: 'switch', none: false },
    ],
  },
  {
    title: 'Bank',
    of: ['vpos'],
    faults: [
      { name: 'wrongAmount', label: 'Add to the sum, minor units', kind: 'count', none: 0 },
      { name: 'wrongCurrency', label: 'Charge in USD', kind: 'switch', none: null },
      { name: 'webhookBeforeAnswer', label: 'Paid before the answer', kind: 'switch', none: false },
    ],
  },
];

/** The fault dial of one stand-in at a time. */
export function createFaults({ live }) {
  let target = 'messenger';
  let dial = {};
  const tabs = el('div', { class: 'tabs', role: 'tablist' });
  const body = el('div', { class: 'dial' });

  const turn = (patch) => call('POST', '/control/faults', { target, ...patch });
  const calm = () => {
    const all = FAULTS.flatMap(({ faults }) => faults.map(({ name, none }) => [name, none]));
    return call('POST', '/control/faults', { target: 'all', ...Object.fromEntries(all) });
  };

  function show() {
    tabs.replaceChildren(
      ...TARGETS.map((name) => {
        const choose = () => {
          target = name;
          show();
        };
        const state = `${name === target ? 'on' : ''} ${isCalm(dial[name]) ? '' : 'faulty'}`;
        return el('button', { class: state, role: 'tab', onclick: choose }, name);
      }),
    );
    const groups = FAULTS.filter(({ of = TARGETS }) => of.includes(target));
    body.replaceChildren(...groups.map((group) => renderGroup(group, dial[target] ?? {}, turn)));
  }

  live.watch(
    ({ kind }) => kind === 'faults',
    async () => {
      dial = await call('GET', '/control/faults');
      if (!body.contains(document.activeElement)) show();
      else tabs.replaceChildren(...tabs.children);
    },
  );
  return el(
    'section',
    { class: 'panel' },
    el(
      'h2',
      {},
      'What goes wrong',
      el('button', { class: 'quiet', onclick: () => calm().then(show) }, 'All well again'),
    ),
    tabs,
    body,
  );
}

function isCalm(settings = {}) {
  return FAULTS.flatMap(({ faults }) => faults).every(
    ({ name, none }) => settings[name] === undefined || settings[name] === none,
  );
}

function renderGroup({ title, faults }, settings, turn) {
  return el(
    'fieldset',
    {},
    el('legend', {}, title),
    faults.map((fault) => renderFault(fault, settings[fault.name], turn)),
  );
}

function renderFault({ name, label, kind }, value, turn) {
  if (kind === 'switch') {
    const input = el('input', {
      type: 'checkbox',
      checked: Boolean(value),
      onchange: () => turn({ [name]: input.checked }),
    });
    return el('label', { class: 'switch' }, el('span', {}, label), input, el('i'));
  }
  if (kind === 'count') {
    const input = el('input', {
      type: 'number',
      value: value ?? 0,
      onchange: () => turn({ [name]: Number(input.value) }),
    });
    return el('label', {}, el('span', {}, label), input);
  }
  const percent = typeof value === 'number' ? Math.round(value * 100) : 0;
  const shown = el('output', {}, typeof value === 'object' ? `next ${value.next}` : `${percent}%`);
  const input = el('input', {
    type: 'range',
    min: 0,
    max: 100,
    step: 5,
    value: percent,
    oninput: () => shown.replaceChildren(`${input.value}%`),
    onchange: () => turn({ [name]: Number(input.value) / 100 }),
  });
  return el('label', {}, el('span', {}, label), input, shown);
}
