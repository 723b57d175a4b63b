import { z } from 'zod';
import { optional, wireId, wireInteger, wireText } from '../wire-field.ts';

const list = z.array(z.unknown()).catch([]);

/** The outermost object of every delivery. */
export const graphDelivery = z.object({ object: optional(wireText), entry: list });

/** One account's share of a delivery; comments may come flat, without `changes`. */
export const graphEntry = z.object({
  id: wireId,
  time: z.unknown().optional(),
  messaging: list,
  standby: list,
  changes: list,
  field: optional(wireText),
  value: z.unknown().optional(),
});

const party = optional(z.object({ id: wireId }));

/** Who and when of an item of `messaging` or `standby`. */
export const graphParties = z.object({
  sender: party,
  recipient: party,
  timestamp: optional(wireId),
  message: optional(z.object({ is_echo: optional(z.boolean()) })),
});

export const graphChange = z.object({ field: wireText, value: z.unknown().optional() });
export const graphComment = z.object({
  from: z.object({ id: wireId }),
  comment_id: optional(wireId),
  id: optional(wireId),
});

const referral = z.object({ ref: optional(wireText) });
/** Message ids are unbounded on purpose: Instagram's are longer than 150 characters. */
const mid = optional(wireText.pipe(z.string().min(1)));

export const graphAttachment = z.object({
  type: optional(wireText),
  /** Old fallbacks carry it here, without a payload. */
  url: optional(wireText),
  payload: optional(z.object({ url: optional(wireText), sticker_id: optional(wireId) })),
});

export const graphMessage = z.object({
  mid,
  text: optional(wireText),
  quick_reply: optional(z.object({ payload: optional(wireText) })),
  attachments: list,
  referral: optional(referral),
  app_id: optional(wireId),
  metadata: optional(wireText),
  is_echo: optional(z.boolean()),
  is_self: optional(z.boolean()),
  is_deleted: optional(z.boolean()),
  is_unsupported: optional(z.boolean()),
});
export type GraphMessage = z.infer<typeof graphMessage>;

export const graphPostback = z.object({
  mid,
  title: optional(wireText),
  payload: wireText,
  referral: optional(referral),
});

export const graphReferral = z.object({ ref: wireText });

export const graphReaction = z.object({
  mid: wireText,
  action: wireText,
  emoji: optional(wireText),
  reaction: optional(wireText),
});

export const graphEdit = z.object({
  mid: wireText,
  text: wireText,
  num_edit: wireInteger.transform(String),
});

/** Of a standby item only its message id is of use. */
export const graphStandby = z.object({
  message: optional(z.object({ mid })),
  postback: optional(z.object({ mid })),
});

export const graphSent = z.object({ message_id: wireText.pipe(z.string().min(1)) });

export const graphFailure = z.object({
  error: z.object({
    message: optional(wireText),
    type: optional(wireText),
    code: wireInteger,
    error_subcode: optional(wireInteger),
    is_transient: optional(z.boolean()),
    fbtrace_id: optional(wireText),
  }),
});
export type GraphError = z.infer<typeof graphFailure>['error'];

/** `X-Business-Use-Case-Usage`: limits by account id; the wait is in minutes. */
export const graphUsage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: optional(z.number()) })),
);
