import type { Money } from './money.ts';
import type { Language } from './names.ts';

const SIGNS = { AMD: '֏', USD: '$', EUR: '€', RUB: '₽' } as const;
const NARROW_SPACE = '\u202f';
const NO_BREAK_SPACE = '\u00a0';

/**
 * A sum as a customer reads it: `15 000 ֏`. Dram has no fraction digits in daily use although
 * ISO 4217 gives it two (Intl would print `15 000,00`), so whole sums are printed whole. Thousands
 * are parted by a narrow no-break space (U+202F), the sign stands after a no-break space, so that a
 * narrow screen never parts a sum. All three languages write sums alike.
 */
export function formatMoney(sum: Money, _language: Language = 'hy'): string {
  const whole = Math.trunc(sum.minor / 100);
  const rest = sum.minor % 100;
  const grouped = String(whole).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE);
  const fraction = rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`;
  return `${grouped}${fraction}${NO_BREAK_SPACE}${SIGNS[sum.currency]}`;
}
