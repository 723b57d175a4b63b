import type { Bubble, Phone, Profile, Tap } from './phone.ts';

/** What the customer sees. `status` of a message is sent, delivered or seen. */
export type PhoneView = {
  standing: Phone['standing'];
  profile: Profile | null;
  messages: Bubble[];
  keyboard: Tap[];
  typing: boolean;
};

const SHOWN = 200;

/** The phone as JSON; an unopened one is empty. */
export function toPhoneView(phone: Phone | undefined): PhoneView {
  if (!phone) {
    return { standing: 'stranger', profile: null, messages: [], keyboard: [], typing: false };
  }
  const { standing, profile, keyboard, typing } = phone;
  return { standing, profile, messages: phone.bubbles.slice(-SHOWN), keyboard, typing };
}
