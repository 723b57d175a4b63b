import { describe, expect, test } from '@jest/globals';
import { PROFILES, shopContext } from '../__fixtures__/shop.ts';
import { readPayload } from '../payload.ts';
import { TEXTS } from '../talk.ts';
import { readWords, readWordsWithin } from '../words.ts';

const LANGUAGES = Object.entries(TEXTS);
const SAMPLE = new Map([
  ['page', 2],
  ['pages', 3],
  ['quantity', 4],
  ['most', 99],
]);
const given = new Proxy(
  {},
  { get: (_target, name) => SAMPLE.get(String(name)) ?? `<${String(name)}>` },
);

describe.each(LANGUAGES)('the texts in %s', (language, texts) => {
  const { labels, ...rest } = texts;
  const spoken = Object.entries(rest).map(
    ([key, text]) => [key, typeof text === 'function' ? call(text) : text] as const,
  );

  test.each(spoken)('%s says something', (_key, text) => {
    expect(text.trim()).not.toBe('');
    expect(text).toBe(text.trim());
    expect(text).not.toMatch(/undefined|\[object| {2}/);
    expect(Buffer.byteLength(text)).toBeLessThan(500);
  });

  test('labels fit the smallest button', () => {
    for (const label of Object.values(labels)) {
      expect(label.length).toBeGreaterThan(0);
      expect(label.length).toBeLessThanOrEqual(PROFILES.messenger.choiceLabelLimit);
    }
  });

  test('a label that is typed means what its tap means', () => {
    const taps = {
      products: 'menu',
      more: null,
      checkout: 'checkout',
      person: 'person',
      cancel: 'cancel',
      confirm: 'confirm',
      change: 'change',
      phone: 'change:phone',
      address: 'change:address',
      status: 'status',
    } as const;
    for (const [label, payload] of Object.entries(taps)) {
      const written = labels[label as keyof typeof taps];
      const typed = readWords(written) ?? readWordsWithin(written);
      expect(typed).not.toBeNull();
      if (payload !== null) expect(typed).toEqual(readPayload(payload));
    }
    for (const label of [labels.pay, labels.renew]) expect(readWords(label)?.kind).toBe('pay');
  });

  test('the words it asks for are understood', () => {
    const asked = spoken.flatMap(([, text]) =>
      [...text.matchAll(/[“«]([^<>”»]+)[”»]/g)].map((found) => found[1] ?? ''),
    );
    const paymentButton = labels.pay.replace(/^\P{L}+/u, '');
    expect(asked.length).toBeGreaterThan(10);
    for (const words of asked.filter((each) => each !== paymentButton)) {
      expect([words, readWords(words)?.kind]).not.toEqual([words, undefined]);
    }
  });

  test('it is written in its own script', () => {
    const own = { hy: /\p{Script=Armenian}/u, ru: /\p{Script=Cyrillic}/u, en: /[a-z]/i };
    for (const [key, text] of spoken) {
      if (key === 'sticker') continue;
      const isOwn = Object.entries(own).find(([name]) => name === language)?.[1];
      expect([key, isOwn?.test(text)]).toEqual([key, true]);
    }
  });
});

describe('the three languages', () => {
  test('say the same things with the same details', () => {
    const details = LANGUAGES.map(([, texts]) => detailsOf(texts));
    expect(details[1]).toEqual(details[0]);
    expect(details[2]).toEqual(details[0]);
  });

  test('Armenian keeps its own punctuation', () => {
    for (const text of Object.values(TEXTS.hy)) {
      if (typeof text === 'object') continue;
      const words = typeof text === 'function' ? call(text) : text;
      expect(words).not.toMatch(/[?!;]/);
      expect(words.replace(/«[^»]*»|<[^>]*>/g, '')).not.toMatch(/\p{Script=Armenian}[.:]/u);
      expect(words).not.toMatch(/(?<!\p{Script=Armenian})[՞՛՜]/u);
    }
  });

  test('an Armenian order has a number sign: a bare number before it would count orders', () => {
    for (const text of Object.values(TEXTS.hy)) {
      if (typeof text !== 'function') continue;
      expect(call(text, { ...given, number: '<number>' })).not.toMatch(/(?<!№ )<number>/);
    }
  });

  test('every shop text there is can be shown in all of them', () => {
    const { nextSteps, support } = shopContext().shop;
    expect(Object.keys(nextSteps)).toEqual(Object.keys(support));
    expect(Object.keys(TEXTS).sort()).toEqual(Object.keys(nextSteps).sort());
  });
});

/** Which details each text uses. */
function detailsOf(texts: (typeof TEXTS)['en']) {
  return Object.entries(texts).map(([key, text]) => {
    const used = new Set<string>();
    const watching = new Proxy(
      {},
      {
        get: (_target, name) => {
          used.add(String(name));
          return '';
        },
      },
    );
    if (typeof text === 'function') call(text, watching);
    return [key, [...used].sort()];
  });
}

function call(text: (of: never) => string, details: object = given): string {
  return Reflect.apply(text, null, [details]);
}
