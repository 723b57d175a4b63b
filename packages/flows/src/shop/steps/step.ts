import type { Effect } from '@chatpay/core';
import type { Intent } from '../intent.ts';
import type { Utterance } from '../speak.ts';
import type { TalkingState } from '../state.ts';
import type { Talk } from '../talk.ts';

/** What an intent leads to. Unless `say` replaces it, the question of `state` is asked. */
export type Move = {
  state: TalkingState;
  /** Done before anything of the move is said. */
  effects?: Effect[];
  /** Stands before the question. */
  note?: string;
  say?: Utterance;
};

/** One station of the walk: the question it asks and the answers to it that it understands. */
export type Step<State extends TalkingState> = {
  ask(state: State, talk: Talk): Utterance;
  /** Null when the intent is no answer to this step's question. */
  answer(state: State, intent: Intent, talk: Talk): Move | null;
};
