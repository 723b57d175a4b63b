import { z } from 'zod';
import { optional, wireId, wireText } from '../wire-field.ts';

const watermark = optional(wireId);

/** `mids` may be missing; the watermark is always there. */
export const messengerDelivery = z.object({ mids: z.array(wireText).catch([]), watermark });
export const messengerRead = z.object({ watermark });
