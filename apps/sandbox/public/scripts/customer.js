import { call, phonePath } from './api.js';
import { rememberPeople } from './people.js';
import { askPhone } from './share-phone.js';

/** Whoever holds the phone: which account they talk to, what they do. */
export function createCustomer({ channel, accounts, screen, sheet, complain }) {
  let account = accounts[0].key;
  let people = rememberPeople(channel, account);
  let view = null;
  const who = () => ({ channel, account, person: people.current().id });
  const shopName = () => accounts.find(({ key }) => key === account).name;

  async function act(action, body = {}) {
    try {
      await introduce();
      const { opens } = await call('POST', phonePath(who(), action), body);
      if (opens) await sheet.open(who(), opens);
    } catch (error) {
      complain(error.message);
    }
  }

  /** The platform learns the customer's name with the first action. */
  async function introduce() {
    const { name } = people.current();
    if (view?.profile?.name !== name) await call('POST', phonePath(who(), 'profile'), { name });
  }

  return {
    who,
    shopName,
    act,
    people: () => people,
    open: (url) => sheet.open(who(), url),
    chooseAccount(key) {
      account = key;
      people = rememberPeople(channel, key);
    },
    /** Reads what is on the phone now. */
    async look() {
      view = await call('GET', phonePath(who()));
      return view;
    },
    async press(tap) {
      if (tap.kind === 'phone') {
        const number = await askPhone(screen, { shop: shopName(), phone: people.current().phone });
        if (number) await act('share-phone', { phone: number });
      } else if (tap.kind === 'location') await act('attach', { kind: 'location' });
      else if (tap.kind !== 'none') {
        await act('tap', { payload: tap.payload ?? tap.url, label: tap.label });
      }
    },
  };
}
