import { el } from './dom.js';
import { icon } from './icons.js';

const TITLES = { messenger: 'Messenger', instagram: 'Instagram', viber: 'Viber' };

/** Above each phone: which customer holds it, and what else can happen. */
export function createToolbar({ channel, accounts, people, chooseAccount, change, act }) {
  const node = el('div', { class: 'toolbar' });

  function show() {
    const options = people()
      .list()
      .map(({ id, name }) =>
        el('option', { value: id, selected: id === people().current().id }, name),
      );
    const customer = el(
      'select',
      {
        title: 'Customer',
        onchange: (event) => {
          people().choose(event.target.value);
          change();
        },
      },
      options,
    );
    const fresh = el(
      'button',
      {
        class: 'fresh',
        title: 'New customer',
        onclick: () => {
          people().add();
          change();
        },
      },
      icon('plus', 16),
      'New',
    );
    node.replaceChildren(
      el('span', { class: 'brand' }, el('i', { class: 'logo' }), TITLES[channel]),
      ...(accounts.length > 1 ? [accountChoice()] : []),
      customer,
      fresh,
      menu({ channel, act }),
    );
  }

  function accountChoice() {
    return el(
      'select',
      {
        title: 'Account',
        onchange: (event) => {
          chooseAccount(event.target.value);
          change();
        },
      },
      accounts.map(({ key }) => el('option', { value: key }, key)),
    );
  }

  return { node, show };
}

function menu({ channel, act }) {
  const leave = channel === 'viber' ? 'Unsubscribe' : 'Block the shop';
  const box = el(
    'details',
    { class: 'menu' },
    el('summary', { title: 'More' }, icon('dots', 18)),
    el(
      'div',
      {},
      withText('Come through a link with', 'reference', (context) => act('open', { context })),
      channel !== 'viber' &&
        withText("The shop's person answers", 'text', (text) => act('manager-says', { text })),
      withText('Send a phone number', '+374…', (phone) => act('share-phone', { phone })),
      plain('24 hours pass', () => act('age', { hours: 24 })),
      plain('Send a location', () => act('attach', { kind: 'location' })),
      plain('Send a file', () => act('attach', { kind: 'file' })),
      plain('Send a video', () => act('attach', { kind: 'video' })),
      plain(leave, () => act('unsubscribe')),
    ),
  );
  const plainClose = (event) => {
    if (!box.contains(event.target)) box.open = false;
  };
  document.addEventListener('click', plainClose);
  return box;

  function plain(label, run) {
    return el('button', { onclick: () => finish(run) }, label);
  }
  function withText(label, placeholder, run) {
    const input = el('input', { placeholder, 'aria-label': label });
    const submit = (event) => {
      event.preventDefault();
      if (input.value.trim() !== '') finish(() => run(input.value.trim()));
    };
    return el(
      'form',
      { onsubmit: submit },
      el('label', {}, label),
      el('span', {}, input, el('button', {}, 'Go')),
    );
  }
  function finish(run) {
    box.open = false;
    run();
  }
}
