import type { FlowContext, Language } from '@chatpay/core';
import { english } from './texts/en.ts';
import { armenian } from './texts/hy.ts';
import { russian } from './texts/ru.ts';
import type { ShopTexts } from './texts/shop-texts.ts';

export const TEXTS: Record<Language, ShopTexts> = { hy: armenian, ru: russian, en: english };

/** What every answer is made from: the words of one language and what the flow may look at. */
export type Talk = { language: Language; texts: ShopTexts; context: FlowContext };

export function talkIn(language: Language, context: FlowContext): Talk {
  return { language, texts: TEXTS[language], context };
}
