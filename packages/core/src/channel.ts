import { z } from 'zod';
import type { HttpReply, RawRequest } from './http-message.ts';
import type { MessageContent } from './message-content.ts';
import type { ChannelName } from './names.ts';

const attachment = z.strictObject({
  kind: z.enum([
    'image',
    'video',
    'audio',
    'file',
    'sticker',
    'location',
    'contact',
    'link',
    'share',
    'other',
  ]),
  url: z.string().nullable(),
});
export type Attachment = z.infer<typeof attachment>;

/** What happened in a chat, in our words. Ids are strings: some do not fit a JavaScript number. */
export const channelEvent = z.discriminatedUnion('type', [
  /** The customer wrote, tapped a quick reply (`payload`), shared a phone or sent attachments. */
  z.strictObject({
    type: z.literal('message'),
    messageId: z.string(),
    text: z.string().nullable(),
    payload: z.string().nullable(),
    phone: z.string().nullable(),
    attachments: z.array(attachment),
    referral: z.string().nullable(),
  }),
  /** The customer tapped a button, the menu or Get Started. */
  z.strictObject({
    type: z.literal('postback'),
    messageId: z.string().nullable(),
    title: z.string().nullable(),
    payload: z.string(),
    referral: z.string().nullable(),
  }),
  /** The customer came through a link that carries a reference, without writing. */
  z.strictObject({ type: z.literal('referral'), reference: z.string() }),
  /** The customer opened the chat (Viber's conversation_started). Not yet a subscription. */
  z.strictObject({
    type: z.literal('started'),
    context: z.string().nullable(),
    subscribed: z.boolean(),
  }),
  z.strictObject({ type: z.literal('subscribed') }),
  z.strictObject({ type: z.literal('unsubscribed') }),
  /** What the account itself said: our own send (its `correlation` is ours) or a person in the app. */
  z.strictObject({
    type: z.literal('echo'),
    messageId: z.string(),
    text: z.string().nullable(),
    correlation: z.string().nullable(),
    appId: z.string().nullable(),
  }),
  /** Everything in `messageIds`, and everything sent until `watermark`, was delivered or seen. */
  z.strictObject({
    type: z.literal('receipt'),
    status: z.enum(['delivered', 'seen', 'failed']),
    messageIds: z.array(z.string()),
    watermark: z.iso.datetime().nullable(),
    reason: z.string().nullable(),
  }),
  z.strictObject({ type: z.literal('edited'), messageId: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal('deleted'), messageId: z.string() }),
  z.strictObject({
    type: z.literal('reaction'),
    messageId: z.string(),
    emoji: z.string().nullable(),
  }),
  /** Something real that we do not act upon. Stored and shown, never an error. */
  z.strictObject({
    type: z.literal('unsupported'),
    kind: z.string(),
    messageId: z.string().nullable(),
  }),
]);
export type ChannelEvent = z.infer<typeof channelEvent>;

/** What the platform told us about the person along with the event. All of it may be missing. */
export const personProfile = z.strictObject({
  name: z.string().nullable(),
  language: z.string().nullable(),
  country: z.string().nullable(),
  /** Viber: the newest API level the person's devices understand. */
  apiLevel: z.int().nullable(),
});
export type PersonProfile = z.infer<typeof personProfile>;

/** One event of one person on one account. `key` is unique per account and stable over redelivery. */
export type ReceivedEvent = {
  account: string;
  person: string;
  key: string;
  occurredAt: Date;
  event: ChannelEvent;
  profile: PersonProfile | null;
};

export type ChannelReceipt =
  /** Verified. Events for accounts other than ours are the caller's to sort out. */
  | { kind: 'events'; events: ReceivedEvent[] }
  /** A subscription handshake to be answered as given; nothing is stored. */
  | { kind: 'handshake'; reply: HttpReply }
  /** Not ours or not readable. `status` is what the sender gets; `reason` goes to the log only. */
  | { kind: 'rejected'; status: 400 | 401 | 403 | 404; reason: string };

/** What a channel can show, as data, so that flows need not know its name. */
export type ChannelCapabilities = {
  textLimit: number;
  textUnit: 'utf16' | 'byte';
  maxChoices: number;
  choiceLabelLimit: number;
  canAskPhone: boolean;
  /** Whether the platform echoes what we send together with our correlation value. */
  echoesCorrelation: boolean;
};

/** A message on its way out. `id` is ours and travels as correlation value where the channel allows. */
export type OutboundMessage = {
  id: string;
  to: string;
  content: MessageContent;
  /** See PersonProfile.apiLevel. */
  apiLevel: number | null;
};

export type SendOutcome =
  | { kind: 'sent'; externalId: string }
  /** Provably not sent. `scope: account` means every message of the account would fare the same. */
  | { kind: 'retry'; reason: string; scope: 'message' | 'account'; afterMs: number | null }
  /** Will never be sent like this. */
  | { kind: 'refused'; reason: RefusalReason; detail: string }
  /** May or may not have been sent. */
  | { kind: 'unknown'; reason: string };

export type RefusalReason =
  | 'window_closed'
  | 'person_unavailable'
  | 'account_disconnected'
  | 'thread_not_ours'
  | 'bad_content'
  | 'restricted';

/** A way to talk to people. `receive` verifies and parses and does no I/O; it never throws. */
export interface ChannelAdapter {
  readonly channel: ChannelName;
  readonly capabilities: ChannelCapabilities;
  receive(request: RawRequest): ChannelReceipt;
  send(message: OutboundMessage): Promise<SendOutcome>;
}
