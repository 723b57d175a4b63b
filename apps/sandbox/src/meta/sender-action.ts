import type { Timers } from '../delivery/timers.ts';
import type { Phone } from '../phones/phone.ts';
import type { Scribe } from '../phones/scribe.ts';
import { markRead } from './accept-send.ts';

/** The typing bubble ends by itself after about 20 s. Source: reference messenger.md 6.7. */
const TYPING_MS = 20_000;

/** Typing and seen as the customer sees them. Reactions change nothing in sight. */
export function takeSenderAction(
  { scribe, timers }: { scribe: Scribe; timers: Timers },
  phone: Phone,
  action: string,
): void {
  if (action === 'mark_seen') markRead(phone);
  if (action === 'typing_off') phone.typing = false;
  if (action === 'typing_on') {
    phone.typing = true;
    timers.after(TYPING_MS, () => {
      phone.typing = false;
      scribe.changed(phone);
    });
  }
  scribe.changed(phone);
}
