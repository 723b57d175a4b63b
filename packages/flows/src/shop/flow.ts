import type { Effect, Flow, FlowContext, Turn } from '@chatpay/core';
import { answerAnywhere } from './answer-anywhere.ts';
import { chooseLanguage, guessLanguage } from './choose-language.ts';
import type { Intent } from './intent.ts';
import { findProduct, withoutGoneProducts } from './order-lines.ts';
import { tellPaymentNews } from './payment-news.ts';
import { paragraphs, speak } from './speak.ts';
import { type ShopState, shopState, type TalkingState } from './state.ts';
import { catalogueState } from './steps/next-state.ts';
import type { Move } from './steps/step.ts';
import { answerStep, askStep } from './steps/steps.ts';
import { languageTaps } from './steps/welcome.ts';
import { type Talk, talkIn } from './talk.ts';
import { type CustomerEvent, toIntent } from './to-intent.ts';

/** Answers to a question that no longer stands once a product of the order has gone. */
const STEP_ANSWERS = new Set<Intent['kind']>([
  ...(['text', 'yes', 'no', 'confirm', 'checkout', 'change', 'use-known'] as const),
  ...(['pay', 'next-page'] as const),
]);

/**
 * The scenario `shop`: greeting, catalogue, order, payment link, and what becomes of the payment.
 * `start` says nothing: the first event goes through `advance`, which greets in its language.
 */
export const shopFlow: Flow<ShopState> = {
  name: 'shop',
  state: shopState,

  start: () => ({ state: { step: 'welcome', greeted: false }, effects: [] }),

  advance(state, event, context) {
    switch (event.type) {
      case 'payment':
        return tellPaymentNews(state, event.outcome, talkIn(guessLanguage(context), context));
      case 'handed_back':
        return comeBack(state, talkIn(guessLanguage(context), context));
      default:
        return state.step === 'with-person'
          ? { state, effects: [] }
          : converse(state, event, context);
    }
  },
};

function converse(
  state: TalkingState,
  event: CustomerEvent,
  context: FlowContext,
): Turn<ShopState> {
  const intent = toIntent(event, state.step === 'address');
  const greeted = state.step !== 'welcome' || state.greeted;
  const { language, decided } = chooseLanguage({ intent, event, greeted }, context);
  const talk = talkIn(language, context);
  const { effects, ...turn } =
    intent.kind === 'person' ? callPerson(state, talk) : moveOn(state, intent, talk);
  const settled: Effect[] = decided ? [{ type: 'set-language', language }] : [];
  return { ...turn, effects: [...settled, ...effects] };
}

function moveOn(state: TalkingState, intent: Intent, talk: Talk): Turn<ShopState> {
  const { state: standing, gone } = standOn(state, talk);
  const move =
    gone && STEP_ANSWERS.has(intent.kind)
      ? { state: standing }
      : (answerStep(standing, intent, talk) ?? answerAnywhere(standing, intent, talk));
  const greeting = greetingOf(state, talk);
  const question = move.say ?? askStep(move.state, talk);
  const text = paragraphs(greeting, gone ? talk.texts.itemGone : null, move.note, question.text);
  const languages = greeting === null ? [] : languageTaps(talk);
  return {
    state: greetedState(move),
    effects: [
      ...(move.effects ?? []),
      ...speak(talk, { ...question, text, choices: [...question.choices, ...languages] }),
    ],
  };
}

/** Where the customer stands now that the catalogue is as it is. */
function standOn(state: TalkingState, talk: Talk): { state: TalkingState; gone: boolean } {
  const { products } = talk.context;
  const left = withoutGoneProducts(state, products);
  if (!('draft' in left.state)) return left;
  const { draft, step } = left.state;
  const hasItems = draft.items.length > 0;
  if (step === 'quantity') {
    if (findProduct(products, left.state.sku)) return left;
    const fallback: TalkingState = hasItems ? { step: 'cart', draft } : catalogueState(draft, talk);
    return { state: fallback, gone: true };
  }
  if (hasItems || step === 'catalogue') return left;
  return { state: catalogueState(draft, talk), gone: left.gone };
}

function callPerson(state: TalkingState, talk: Talk): Turn<ShopState> {
  const { texts, context, language } = talk;
  const text = paragraphs(
    greetingOf(state, talk),
    texts.person,
    context.shop.support[language].trim(),
  );
  return {
    state: { step: 'with-person', resume: greetedState({ state }) },
    effects: [
      ...speak(talk, { text, choices: [] }),
      { type: 'hand-over', reason: 'the customer asked for a person' },
    ],
  };
}

/** A person gave the conversation back: says so, and goes on where it stopped. */
function comeBack(state: ShopState, talk: Talk): Turn<ShopState> {
  const resumed = state.step === 'with-person' ? state.resume : state;
  const { state: standing, gone } = standOn(resumed, talk);
  const question = askStep(standing, talk);
  const text = paragraphs(
    greetingOf(standing, talk) ?? talk.texts.handedBack,
    gone ? talk.texts.itemGone : null,
    question.text,
  );
  return { state: greetedState({ state: standing }), effects: speak(talk, { ...question, text }) };
}

/** The automatic assistant names itself before anything else it says. */
function greetingOf(state: TalkingState, { texts, context }: Talk): string | null {
  const isFirst = state.step === 'welcome' && !state.greeted;
  return isFirst ? texts.greeting({ shop: context.shop.name }) : null;
}

function greetedState({ state }: Pick<Move, 'state'>): TalkingState {
  return state.step === 'welcome' ? { ...state, greeted: true } : state;
}
