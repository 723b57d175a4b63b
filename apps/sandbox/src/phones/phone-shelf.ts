import { type ChatName, newPhone, type Phone } from './phone.ts';

/** All phones there are. */
export interface PhoneShelf {
  find(channel: ChatName, account: string, person: string): Phone | undefined;
  /** The phone, made when it is not there yet. */
  take(channel: ChatName, account: string, person: string): Phone;
  /** The newest first. */
  list(channel: ChatName, account: string): Phone[];
  clear(): void;
}

/** An empty shelf. */
export function createPhoneShelf(): PhoneShelf {
  const phones = new Map<string, Phone>();
  return {
    find: (channel, account, person) => phones.get(slot(channel, account, person)),
    take(channel, account, person) {
      const key = slot(channel, account, person);
      const known = phones.get(key);
      if (known) return known;
      const phone = newPhone(channel, account, person);
      phones.set(key, phone);
      return phone;
    },
    list(channel, account) {
      const isHere = (phone: Phone) => phone.channel === channel && phone.account === account;
      return [...phones.values()].filter(isHere).toReversed();
    },
    clear: () => phones.clear(),
  };
}

function slot(channel: ChatName, account: string, person: string): string {
  return `${channel}\n${account}\n${person}`;
}
