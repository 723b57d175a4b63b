export type PageLanguage = 'hy' | 'ru' | 'en';

const LANGUAGES: readonly PageLanguage[] = ['hy', 'ru', 'en'];

/** `?lang` first, then the browser's best wish that we speak, then Armenian. */
export function chooseLanguage(asked: unknown, acceptLanguage: string | undefined): PageLanguage {
  const explicit = LANGUAGES.find((language) => language === asked);
  if (explicit) return explicit;
  const wishes = (acceptLanguage ?? '')
    .split(',')
    .slice(0, 20)
    .map(toWish)
    .sort((left, right) => right.weight - left.weight);
  for (const { tag, weight } of wishes) {
    const spoken = LANGUAGES.find((language) => language === tag);
    if (spoken && weight > 0) return spoken;
  }
  return 'hy';
}

function toWish(part: string): { tag: string; weight: number } {
  const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
  const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
  return { tag: range.split('-')[0] ?? '', weight: Number.isFinite(weight) ? weight : 0 };
}
