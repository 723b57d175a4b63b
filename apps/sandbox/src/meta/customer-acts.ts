import type { Account } from '../accounts.ts';
import { type ActionOutcome, DONE, type PhoneAction } from '../phones/chat-network.ts';
import { findTap, type MediaKind, type Phone, type Tap } from '../phones/phone.ts';
import type { Scribe } from '../phones/scribe.ts';
import type { Happening, MetaDialect } from './meta-dialect.ts';
import type { TellShop } from './meta-wire.ts';

export type ActGround = {
  dialect: MetaDialect;
  scribe: Scribe;
  tellShop: TellShop;
  /** What a tap on Get Started sends; null where the platform or the Page has none. */
  getStarted(account: Account): string | null;
  mediaUrl(kind: MediaKind): string | null;
};

type Act = { account: Account; phone: Phone };

/** A customer's action: it shows in the chat and the shop is told. */
export function actAsCustomer(
  ground: ActGround,
  act: Act,
  action: Exclude<PhoneAction, { kind: 'manager-says' }>,
): ActionOutcome {
  const mid = ground.dialect.newMessageId();
  switch (action.kind) {
    case 'say':
      return write(ground, act, textOf(act.phone, mid, action.text));
    case 'share-phone':
      return write(ground, act, phoneOf(act.phone, mid, action.phone));
    case 'attach': {
      const media = { kind: action.media, url: ground.mediaUrl(action.media), name: null };
      return write(ground, act, { kind: 'media', mid, media });
    }
    case 'tap': {
      const tap = findTap(act.phone, action.payload, action.label);
      if (!tap) return { kind: 'impossible', reason: 'there is no such button in sight' };
      return press(ground, act, tap);
    }
    case 'open':
      return open(ground, act, action.context);
    case 'unsubscribe':
      act.phone.standing = 'gone';
      ground.scribe.changed(act.phone);
      return DONE;
  }
}

function press(ground: ActGround, act: Act, tap: Tap): ActionOutcome {
  const mid = ground.dialect.newMessageId();
  if (tap.kind === 'link') return { kind: 'done', opens: tap.url };
  if (tap.payload === null) return { kind: 'impossible', reason: 'this button sends nothing' };
  const { label, payload } = tap;
  if (tap.kind === 'reply')
    return write(ground, act, { kind: 'quick-reply', mid, text: label, payload });
  if (tap.kind !== 'postback') return { kind: 'done', opens: null };
  return write(ground, act, { kind: 'postback', mid, title: label, payload, referral: null });
}

/** Get Started for a new thread, a referral for a known one that comes through a link. */
function open(ground: ActGround, act: Act, context: string | null): ActionOutcome {
  const { phone } = act;
  const payload = ground.getStarted(act.account);
  if (phone.standing === 'stranger' && payload !== null) {
    const mid = ground.dialect.newMessageId();
    const title = 'Get Started';
    return write(ground, act, { kind: 'postback', mid, title, payload, referral: context });
  }
  if (context === null) return DONE;
  if (phone.standing === 'stranger') {
    phone.pendingReferral = context;
    return DONE;
  }
  return write(ground, act, { kind: 'referral', reference: context });
}

/** Shows what is to be seen, opens the messaging window and tells the shop. */
function write({ scribe, tellShop }: ActGround, act: Act, happening: Happening): ActionOutcome {
  const { account, phone } = act;
  const at = Date.now();
  phone.standing = 'member';
  phone.actedAt = at;
  phone.keyboard = [];
  const bubble = 'mid' in happening ? scribe.customerWrote(phone, toEntry(happening)) : null;
  void tellShop(account, phone, { at, happening }).then((outcome) => {
    if (outcome?.kind !== 'delivered' || bubble?.status !== 'sent') return;
    bubble.status = 'delivered';
    scribe.changed(phone);
  });
  return DONE;
}

function textOf(phone: Phone, mid: string, text: string): Happening {
  const referral = phone.pendingReferral;
  phone.pendingReferral = null;
  return { kind: 'text', mid, text, referral };
}

/** Through the quick reply where one is shown, typed by hand otherwise. */
function phoneOf(phone: Phone, mid: string, number: string): Happening {
  const isAsked = phone.keyboard.some((tap) => tap.kind === 'phone');
  if (!isAsked) return { kind: 'text', mid, text: number, referral: null };
  return { kind: 'quick-reply', mid, text: number, payload: number };
}

function toEntry(happening: Exclude<Happening, { kind: 'referral' }>) {
  const { mid: id } = happening;
  if (happening.kind === 'media') return { id, text: null, media: [happening.media] };
  if (happening.kind === 'postback') return { id, text: happening.title };
  return { id, text: 'text' in happening ? happening.text : null };
}
