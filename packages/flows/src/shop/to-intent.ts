import type { FlowEvent } from '@chatpay/core';
import type { Intent } from './intent.ts';
import { readPayload } from './payload.ts';
import { plainText } from './plain-text.ts';
import { readWords, readWordsWithin } from './words.ts';

export const LONGEST_TEXT = 500;

/** What a customer does; the rest of the events comes from us. */
export type CustomerEvent = Exclude<FlowEvent, { type: 'payment' | 'handed_back' }>;

/** What the customer means. `takesAnyText`: the step asked for words that may hold any others. */
export function toIntent(event: CustomerEvent, takesAnyText: boolean): Intent {
  switch (event.type) {
    case 'started':
      return { kind: 'opened', reference: event.reference };
    case 'text':
      return textIntent(event.text, takesAnyText);
    case 'choice':
      return tapIntent(event, takesAnyText);
    case 'phone':
      return { kind: 'phone', phone: event.phone };
    case 'attachment':
      return { kind: 'attachment', attachment: event.kind };
    case 'unsupported':
      return { kind: 'unsupported' };
    case 'card_number':
      return { kind: 'card-number' };
  }
}

/** A payload we do not know (an old menu, another bot) still has words on its button. */
function tapIntent(tap: { payload: string; label: string | null }, takesAnyText: boolean): Intent {
  const known = readPayload(tap.payload);
  if (known) return known;
  return tap.label === null ? { kind: 'unsupported' } : textIntent(tap.label, takesAnyText);
}

function textIntent(text: string, takesAnyText: boolean): Intent {
  if (text.length > LONGEST_TEXT) return { kind: 'text', text };
  const isQuestion = /[?՞]/.test(text);
  if (plainText(text) === '') return isQuestion ? { kind: 'help' } : { kind: 'wordless' };
  const tap = text.includes(':') ? readPayload(text.trim()) : null;
  return (
    tap ??
    readWords(text) ??
    (takesAnyText && !isQuestion ? null : readWordsWithin(text)) ?? {
      kind: 'text',
      text: text.trim(),
    }
  );
}
