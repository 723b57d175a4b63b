import { z } from 'zod';

/** A tap the customer can make. `phone` asks the chat app to share the customer's number. */
export const choice = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('reply'),
    label: z.string().min(1),
    payload: z.string().min(1).max(100),
  }),
  z.strictObject({ kind: z.literal('phone'), label: z.string().min(1) }),
]);
export type Choice = z.infer<typeof choice>;

/** A button that opens a page. The address is absolute http(s). */
export const linkButton = z.strictObject({
  label: z.string().min(1),
  url: z.url({ protocol: /^https?$/ }),
});
export type LinkButton = z.infer<typeof linkButton>;

/** What we say: text, optionally with taps below it, optionally with one button that opens a page. */
export const messageContent = z.strictObject({
  text: z.string().min(1),
  choices: z.array(choice).max(24).default([]),
  link: linkButton.nullable().default(null),
});
export type MessageContent = z.infer<typeof messageContent>;
