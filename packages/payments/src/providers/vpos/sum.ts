import { type Currency, type Money, money } from '@chatpay/core';

/** Spellings of currencies on Armenian rails (ISO 4217 letters and numbers, and the sign). */
const CURRENCIES: Record<string, Currency> = {
  AMD: 'AMD',
  '051': 'AMD',
  '51': 'AMD',
  '֏': 'AMD',
  USD: 'USD',
  '840': 'USD',
  EUR: 'EUR',
  '978': 'EUR',
  RUB: 'RUB',
  '643': 'RUB',
};

/** Our minor units (exponent 2) as theirs, or null when they have no digit for the rest. */
export function toWireSum({ minor }: Money, exponent: number): number | null {
  const factor = 10 ** (2 - exponent);
  return minor % factor === 0 ? minor / factor : null;
}

/**
 * Their sum as money, or null for anything but a plain whole number (`1900`, `1900.0`, `1900.00`)
 * in a currency we know: never rounded, never guessed.
 */
export function fromWireSum(
  text: string | null,
  currency: string | null,
  exponent: number,
): Money | null {
  const digits = /^(0|[1-9]\d{0,15})(?:\.0{1,2})?$/.exec(text ?? '')?.[1];
  const known = Object.hasOwn(CURRENCIES, currency ?? '') ? CURRENCIES[currency ?? ''] : undefined;
  if (digits === undefined || known === undefined) return null;
  const minor = Number(digits) * 10 ** (2 - exponent);
  // Refuses what is no longer exact as a number.
  return money.safeParse({ minor, currency: known }).data ?? null;
}
