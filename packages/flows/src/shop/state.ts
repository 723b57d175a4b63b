import { z } from 'zod';

export const MOST_QUANTITY = 99;
export const MOST_LINES = 20;
/** In UTF-16 units. */
export const LONGEST_ADDRESS = 300;

const item = z.strictObject({
  sku: z.string().min(1),
  quantity: z.int().min(1).max(MOST_QUANTITY),
});

/** An order that is not placed yet. A product stands in it once. */
export const draft = z.strictObject({
  items: z.array(item).max(MOST_LINES),
  phone: z.string().nullable(),
  address: z.string().max(LONGEST_ADDRESS).nullable(),
});
export type Draft = z.infer<typeof draft>;

export const talkingState = z.discriminatedUnion('step', [
  z.strictObject({ step: z.literal('welcome'), greeted: z.boolean() }),
  /** `listed` is the fingerprint of the numbered list that the customer saw. */
  z.strictObject({
    step: z.literal('catalogue'),
    draft,
    page: z.int().nonnegative(),
    listed: z.string(),
  }),
  z.strictObject({ step: z.literal('quantity'), draft, sku: z.string().min(1) }),
  z.strictObject({ step: z.literal('cart'), draft }),
  z.strictObject({ step: z.literal('phone'), draft }),
  z.strictObject({ step: z.literal('address'), draft }),
  /** `shown` is the fingerprint of the summary that the customer saw. */
  z.strictObject({ step: z.literal('confirm'), draft, shown: z.string() }),
  /** Its question follows the order's own status. `cancelling`: asked whether to cancel it. */
  z.strictObject({ step: z.literal('placed'), cancelling: z.boolean() }),
]);
export type TalkingState = z.infer<typeof talkingState>;
export type StateOf<Name extends TalkingState['step']> = Extract<TalkingState, { step: Name }>;

export const shopState = z.discriminatedUnion('step', [
  ...talkingState.options,
  /** A person has the conversation; `resume` is where the flow goes on when it comes back. */
  z.strictObject({ step: z.literal('with-person'), resume: talkingState }),
]);
export type ShopState = z.infer<typeof shopState>;

/** What the customer has put together so far, in steps that have something. */
export function draftOf(state: TalkingState): Draft | null {
  return 'draft' in state ? state.draft : null;
}

export function emptyDraft(): Draft {
  return { items: [], phone: null, address: null };
}
