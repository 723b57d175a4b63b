import { type Attempt, attemptReference } from '@chatpay/core';
import type { VposProfile } from './profile.ts';
import { toWireSum } from './sum.ts';

export type VposCreate = {
  merchantOrderId: string;
  amountMinor: number;
  currency: string;
  provider: string;
  returnUrl: string;
  customer: { name?: string; phone?: string };
  metadata: { attemptId: string; requestId: string };
};

/**
 * The body of `POST /v1/payment-sessions` (https://api.vpos.am/openapi.yaml), or null when the sum
 * has digits that the wire has no place for.
 */
export function toWire(attempt: Attempt, profile: VposProfile): VposCreate | null {
  const { id, requestId, amount, returnUrl, customer } = attempt;
  const amountMinor = toWireSum(amount, profile.minorUnitExponent);
  if (amountMinor === null) return null;
  return {
    merchantOrderId: attemptReference(attempt),
    amountMinor,
    currency: amount.currency,
    provider: profile.providerWord,
    returnUrl,
    customer: {
      ...(customer.name === null ? {} : { name: customer.name }),
      ...(customer.phone === null ? {} : { phone: customer.phone }),
    },
    metadata: { attemptId: id, requestId },
  };
}
