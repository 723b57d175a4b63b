import type { Currency, Money } from '@chatpay/core';
import type { JournalKind } from './types.ts';

export type LedgerAccount =
  | 'provider_clearing'
  | 'sales'
  | 'suspense_overpayment'
  | 'suspense_unmatched';

/** One sum leaving one account (credit) for another (debit), in minor units. */
export type Posting = {
  debit: LedgerAccount;
  credit: LedgerAccount;
  minor: number;
  currency: Currency;
};

/** The account opposite to the provider's, and whether money comes in or goes back. */
const ACCOUNTS: Partial<Record<JournalKind, [LedgerAccount, 'in' | 'back']>> = {
  capture: ['sales', 'in'],
  duplicate: ['suspense_overpayment', 'in'],
  mismatch: ['suspense_unmatched', 'in'],
  orphan: ['suspense_unmatched', 'in'],
  void: ['sales', 'back'],
  void_duplicate: ['suspense_overpayment', 'back'],
  void_mismatch: ['suspense_unmatched', 'back'],
};

/** The balanced pairs of a journal entry. Entries without money, or with a sum of zero, have none. */
export function postings(entry: { kind: JournalKind; amount: Money | null }): Posting[] {
  const accounts = ACCOUNTS[entry.kind];
  if (!accounts || entry.amount === null || entry.amount.minor === 0) return [];
  const [account, direction] = accounts;
  const { minor, currency } = entry.amount;
  return direction === 'in'
    ? [{ debit: 'provider_clearing', credit: account, minor, currency }]
    : [{ debit: account, credit: 'provider_clearing', minor, currency }];
}
