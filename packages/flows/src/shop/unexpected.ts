import type { Intent } from './intent.ts';
import type { TalkingState } from './state.ts';
import type { Move } from './steps/step.ts';
import type { Talk } from './talk.ts';
import { LONGEST_TEXT } from './to-intent.ts';

/** A short helpful word on what the step could not use. Its question follows. */
export function explainUnexpected(state: TalkingState, intent: Intent, talk: Talk): Move {
  return { state, note: noteOn(intent, talk) };
}

function noteOn(intent: Intent, { texts, context, language }: Talk): string {
  switch (intent.kind) {
    case 'greet':
      return texts.hello;
    case 'thanks':
      return texts.thanks;
    case 'help':
      return [texts.help, context.shop.support[language]].join('\n').trim();
    case 'language':
      return texts.languageSet;
    case 'wordless':
      return texts.wordless;
    case 'card-number':
      return texts.cardNumber;
    case 'confirm':
    case 'use-known':
      return texts.oldTap;
    case 'unsupported':
      return texts.attachment;
    case 'attachment':
      return onAttachment(intent.attachment, texts);
    case 'text':
      return intent.text.length > LONGEST_TEXT ? texts.tooLong : texts.notUnderstood;
    default:
      return texts.notUnderstood;
  }
}

function onAttachment(attachment: string, texts: Talk['texts']): string {
  switch (attachment) {
    case 'sticker':
      return texts.sticker;
    case 'audio':
      return texts.voice;
    case 'image':
    case 'video':
      return texts.picture;
    case 'location':
      return texts.addressInWords;
    default:
      return texts.attachment;
  }
}
