import { call } from './api.js';
import { createDeliveries } from './deliveries.js';
import { createFaults } from './faults.js';
import { listen } from './live.js';
import { createPhone } from './phone.js';
import { cameBack, goHome } from './return-to-chat.js';
import { createSessions } from './sessions.js';

const CHANNELS = ['messenger', 'instagram', 'viber'];

const visit = cameBack(location);
if (!visit || !goHome(visit)) await start(visit);

/** The phones and the desk; `visit` is a customer who came back through a link. */
async function start(visit) {
  const state = document.getElementById('live');
  const live = listen((now) => {
    state.dataset.state = now;
    state.textContent = now;
  });
  const { accounts } = await call('GET', '/control/accounts');
  const phones = new Map();
  for (const channel of CHANNELS) {
    const own = accounts.filter((account) => account.channel === channel);
    if (own.length === 0) continue;
    const phone = createPhone({ channel, accounts: own, live });
    phones.set(channel, phone);
    document.getElementById('phones').append(phone.node);
  }
  document
    .getElementById('desk')
    .append(createSessions({ live }), createFaults({ live }), createDeliveries({ live }));

  const welcome = ({ channel, reference }) => phones.get(channel)?.comeBack(reference);
  if (visit) {
    history.replaceState(null, '', '/');
    welcome(visit);
  }
  addEventListener('message', ({ origin, data }) => {
    if (origin === location.origin && data?.kind === 'came-back') welcome(data);
  });
}
