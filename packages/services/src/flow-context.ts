import type { FlowContext, Language, OrderView, PersonProfile, Product } from '@chatpay/core';
import type { Contact, OrderRecord } from '@chatpay/db';
import type { OpenChannel } from './directory.ts';

/** What a flow may look at, from our own rows. */
export function flowContext(from: {
  open: OpenChannel;
  products: Product[];
  language: Language | null;
  contact: Pick<Contact, 'name' | 'phone' | 'address' | 'languageHint'>;
  order: OrderRecord | undefined;
}): FlowContext {
  const { settings } = from.open.merchant;
  return {
    shop: {
      name: from.open.merchant.name,
      nextSteps: settings.nextSteps,
      support: settings.support,
    },
    language: from.language,
    languageHint: from.contact.languageHint,
    products: from.products,
    order: from.order ? orderView(from.order) : null,
    contact: {
      name: from.contact.name,
      phone: from.contact.phone,
      address: from.contact.address,
    },
    capabilities: from.open.adapter.capabilities,
  };
}

/** A person we know nothing about but what the platform just said. */
export function strangerContact(profile: PersonProfile | null) {
  return {
    name: profile?.name ?? null,
    phone: null,
    address: null,
    languageHint: profile?.language ?? null,
  };
}

function orderView({ order, items, request }: OrderRecord): OrderView {
  return {
    number: order.number,
    status: order.status,
    total: { minor: order.totalMinor, currency: order.currency },
    items: items.map(({ sku, names, quantity }) => ({ sku, names, quantity })),
    linkIsLive: request.status === 'pending',
    inReview: order.inReview,
  };
}
