import type { Choice, Effect, MessageClass } from '@chatpay/core';
import { cutLabel } from './cut-label.ts';
import { payloads } from './payload.ts';
import { splitText } from './split-text.ts';
import type { Talk } from './talk.ts';

/** Something to say, before it is made to fit the channel. */
export type Utterance = {
  text: string;
  choices: Choice[];
  /** The label of a button to the payment page. */
  payButton?: string;
  class?: MessageClass;
};

/**
 * In bytes, which are never fewer than UTF-16 units: one measure keeps below every channel's limit
 * (Instagram 1000 bytes; 640 characters beside a button on Messenger).
 */
const COMFORTABLE_BYTES = 900;
const BYTES_BESIDE_BUTTON = 600;
/** What a message of ours can hold on any channel, see MessageContent. */
const MOST_CHOICES = 24;

/** The utterance as messages this channel can show. Taps and button stand under the last one. */
export function speak(talk: Talk, utterance: Utterance): Effect[] {
  const { textLimit } = talk.context.capabilities;
  const comfortable = utterance.payButton ? BYTES_BESIDE_BUTTON : COMFORTABLE_BYTES;
  const parts = splitText(utterance.text, Math.min(textLimit, comfortable));
  const said = { type: 'say', class: utterance.class ?? 'reply' } as const;
  return parts.map((text, index) =>
    index < parts.length - 1 ? { ...said, text } : { ...said, text, ...taps(talk, utterance) },
  );
}

/** The parts that there are, one below the other. */
export function paragraphs(...parts: (string | null | undefined)[]): string {
  return parts.filter((part) => part).join('\n\n');
}

export function tap(label: string, payload: string): Choice {
  return { kind: 'reply', label, payload };
}

export function isTapOn(choice: Choice, payload: string): boolean {
  return choice.kind === 'reply' && choice.payload === payload;
}

function taps({ context }: Talk, { choices, payButton }: Utterance) {
  const { maxChoices, choiceLabelLimit, canAskPhone } = context.capabilities;
  const shown = choices
    .filter(({ kind }) => kind === 'reply' || canAskPhone)
    .filter((choice) => !payButton || !isTapOn(choice, payloads.pay))
    .filter((choice, index, all) => all.findIndex((other) => sameTap(choice, other)) === index)
    .slice(0, Math.min(maxChoices, MOST_CHOICES))
    .map((choice) => ({ ...choice, label: cutLabel(choice.label, choiceLabelLimit) }));
  return {
    ...(shown.length > 0 ? { choices: shown } : {}),
    ...(payButton ? { payButton: cutLabel(payButton, choiceLabelLimit) } : {}),
  };
}

function sameTap(left: Choice, right: Choice): boolean {
  if (left.kind === 'phone' || right.kind === 'phone') return left.kind === right.kind;
  return left.payload === right.payload;
}
