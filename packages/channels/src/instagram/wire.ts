import { z } from 'zod';
import { wireText } from '../wire-field.ts';

/** "Seen" names a message here, not a moment: everything up to it was read. */
export const instagramRead = z.object({ mid: wireText.pipe(z.string().min(1)) });
