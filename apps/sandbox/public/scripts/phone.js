import { createChat } from './chat.js';
import { createComposer } from './composer.js';
import { createCustomer } from './customer.js';
import { el } from './dom.js';
import { createHeader } from './header.js';
import { createKeyboard } from './keyboard.js';
import { createPaySheet } from './pay-sheet.js';
import { createToolbar } from './toolbar.js';

const NOTICE_MS = 4000;

/** One phone: a customer of one account on one channel. */
export function createPhone({ channel, accounts, live }) {
  const screen = el('div', { class: 'screen' });
  const sheet = createPaySheet(screen);
  const notice = createNotice();
  const customer = createCustomer({ channel, accounts, screen, sheet, complain: notice.show });
  const ground = { ...customer, channel };
  const [chat, keyboard, composer] = [createChat, createKeyboard, createComposer].map((create) =>
    create(ground),
  );
  const header = createHeader(ground);

  const watcher = live.watch(
    (event) => event.standIn === channel && event.person === customer.who().person,
    async () => {
      const view = await customer.look();
      chat.show(view);
      keyboard.show(view.keyboard);
      composer.show(view);
    },
  );
  const change = () => {
    sheet.close();
    chat.clear();
    header.show();
    toolbar.show();
    watcher.soon();
  };
  const toolbar = createToolbar({ ...ground, accounts, change });

  screen.append(statusBar(), header.node, chat.node, keyboard.node, composer.node, notice.node);
  change();
  const device = el('div', { class: 'device' }, screen);
  const label = { class: `station ${channel}`, 'aria-label': channel };
  const node = el('article', label, toolbar.node, device);
  return {
    node,
    async comeBack(reference) {
      sheet.close();
      node.scrollIntoView({ behavior: 'smooth', block: 'nearest', inline: 'center' });
      await customer.act('open', reference === null ? {} : { context: reference });
    },
  };
}

function createNotice() {
  const node = el('div', { class: 'notice', role: 'status' });
  return {
    node,
    show(text) {
      node.textContent = text;
      node.classList.add('shown');
      setTimeout(() => node.classList.remove('shown'), NOTICE_MS);
    },
  };
}

function statusBar() {
  const clock = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };
  const time = new Date().toLocaleTimeString([], clock);
  const signs = [el('i', { class: 'bars' }), el('i', { class: 'battery' })];
  return el(
    'div',
    { class: 'status' },
    el('span', {}, time),
    el('span', { class: 'island' }),
    el('span', { class: 'signs' }, signs),
  );
}
