import { language } from '@chatpay/core';
import type { Intent, OrderPart } from './intent.ts';

/** What our buttons send back. ASCII, at most 100 characters for a SKU of up to 80. */
export const payloads = {
  menu: 'menu',
  person: 'person',
  cancel: 'cancel',
  checkout: 'checkout',
  pay: 'pay',
  renew: 'renew',
  status: 'status',
  add: (sku: string) => `add:${sku}`,
  quantity: (sku: string, quantity: number) => `qty:${sku}:${quantity}`,
  drop: (sku: string) => `drop:${sku}`,
  page: (page: number) => `more:${page}`,
  language: (of: string) => `lang:${of}`,
  confirm: (fingerprint: string) => `confirm:${fingerprint}`,
  change: (part: OrderPart | null) => (part === null ? 'change' : `change:${part}`),
  useKnown: (part: 'phone' | 'address') => `use:${part}`,
  cancelOrder: (number: string) => `cancel:${number}`,
};

const PLAIN = new Map<string, Intent>([
  ['menu', { kind: 'menu' }],
  ['person', { kind: 'person' }],
  ['cancel', { kind: 'cancel' }],
  ['checkout', { kind: 'checkout' }],
  ['pay', { kind: 'link' }],
  ['renew', { kind: 'link' }],
  ['status', { kind: 'status' }],
  ['paid', { kind: 'status' }],
  ['confirm', { kind: 'confirm', fingerprint: null }],
  ['change', { kind: 'change', part: null }],
  ['change:items', { kind: 'change', part: 'items' }],
  ['change:phone', { kind: 'change', part: 'phone' }],
  ['change:address', { kind: 'change', part: 'address' }],
  ['use:phone', { kind: 'use-known', part: 'phone' }],
  ['use:address', { kind: 'use-known', part: 'address' }],
  ['start', { kind: 'opened', reference: null }],
  ['get_started', { kind: 'opened', reference: null }],
  ...language.options.map((each): [string, Intent] => [
    payloads.language(each),
    { kind: 'language', language: each },
  ]),
]);

const WITH_VALUE = /^(add|drop|more|cancel|confirm):(.{1,95})$/;
const QUANTITY = /^qty:(.{1,80}):(\d{1,4})$/;

/** What a tap means, or null for a payload that no button of ours has. */
export function readPayload(payload: string): Intent | null {
  const plain = PLAIN.get(payload) ?? PLAIN.get(payload.toLowerCase());
  if (plain) return plain;
  const [, sku, quantity] = QUANTITY.exec(payload) ?? [];
  if (sku !== undefined) return { kind: 'quantity', sku, quantity: Number(quantity) };
  const [, verb, value = ''] = WITH_VALUE.exec(payload) ?? [];
  switch (verb) {
    case 'add':
      return { kind: 'product', sku: value };
    case 'drop':
      return { kind: 'drop', sku: value };
    case 'more':
      return /^\d{1,4}$/.test(value) ? { kind: 'page', page: Number(value) } : null;
    case 'cancel':
      return { kind: 'cancel-order', number: value };
    case 'confirm':
      return { kind: 'confirm', fingerprint: value };
    default:
      return null;
  }
}
