import { z } from 'zod';

/** ISO 4217 alphabetic codes that appear on Armenian rails. */
export const currency = z.enum(['AMD', 'USD', 'EUR', 'RUB']);
export type Currency = z.infer<typeof currency>;

/**
 * An exact sum: integer minor units with exponent 2, so 15 000 ֏ is 1500000.
 * Never a float, never negative.
 */
export const money = z.strictObject({
  minor: z.int().nonnegative(),
  currency,
});
export type Money = z.infer<typeof money>;

/** Whole dram (or whole units of another currency) as money. Throws ZodError on a fraction. */
export function wholeUnits(amount: number, of: Currency = 'AMD'): Money {
  return money.parse({ minor: z.int().parse(amount) * 100, currency: of });
}

/** Same sum in the same currency. */
export function sameMoney(left: Money, right: Money): boolean {
  return left.minor === right.minor && left.currency === right.currency;
}
