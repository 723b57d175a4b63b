import { z } from 'zod';
import { optional, wireId, wireInteger, wireText } from '../wire-field.ts';

const user = optional(
  z.object({
    id: wireId,
    name: optional(wireText),
    language: optional(wireText),
    country: optional(wireText),
    api_version: optional(wireInteger),
  }),
);

/** Every callback. Which of the optional members are there depends on `event`. */
export const viberCallback = z.object({
  event: wireText,
  timestamp: optional(wireId),
  message_token: optional(wireId),
  user,
  sender: user,
  user_id: optional(wireId),
  message: z.unknown().optional(),
  silent: optional(z.boolean()),
  context: optional(wireText),
  subscribed: optional(z.boolean()),
  desc: optional(wireText),
});
export type ViberCallback = z.infer<typeof viberCallback>;

export const viberMessage = z.object({
  type: wireText,
  text: optional(wireText),
  media: optional(wireText),
  contact: optional(z.object({ phone_number: optional(wireText) })),
});
export type ViberMessage = z.infer<typeof viberMessage>;

/** Any answer of the API: HTTP 200 says nothing, `status` does. */
export const viberAnswer = z.object({
  status: wireInteger,
  status_message: optional(wireText),
  message_token: optional(wireId),
});
