import type { Intent } from '../intent.ts';
import type { Utterance } from '../speak.ts';
import type { TalkingState } from '../state.ts';
import type { Talk } from '../talk.ts';
import { address } from './address.ts';
import { cart } from './cart.ts';
import { catalogue } from './catalogue.ts';
import { confirm } from './confirm.ts';
import { phone } from './phone.ts';
import { placed } from './placed.ts';
import { quantity } from './quantity.ts';
import type { Move } from './step.ts';
import { welcome } from './welcome.ts';

/** The question that the state is waiting with. */
export function askStep(state: TalkingState, talk: Talk): Utterance {
  switch (state.step) {
    case 'welcome':
      return welcome.ask(state, talk);
    case 'catalogue':
      return catalogue.ask(state, talk);
    case 'quantity':
      return quantity.ask(state, talk);
    case 'cart':
      return cart.ask(state, talk);
    case 'phone':
      return phone.ask(state, talk);
    case 'address':
      return address.ask(state, talk);
    case 'confirm':
      return confirm.ask(state, talk);
    case 'placed':
      return placed.ask(state, talk);
  }
}

/** What the intent is as an answer to that question; null when it is none. */
export function answerStep(state: TalkingState, intent: Intent, talk: Talk): Move | null {
  switch (state.step) {
    case 'welcome':
      return welcome.answer(state, intent, talk);
    case 'catalogue':
      return catalogue.answer(state, intent, talk);
    case 'quantity':
      return quantity.answer(state, intent, talk);
    case 'cart':
      return cart.answer(state, intent, talk);
    case 'phone':
      return phone.answer(state, intent, talk);
    case 'address':
      return address.answer(state, intent, talk);
    case 'confirm':
      return confirm.answer(state, intent, talk);
    case 'placed':
      return placed.answer(state, intent, talk);
  }
}
