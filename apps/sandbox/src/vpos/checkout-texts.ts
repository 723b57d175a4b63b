import type { PageLanguage } from './choose-language.ts';
import type { SessionStatus } from './session.ts';

export type CheckoutTexts = {
  title: string;
  order: string;
  validUntil: string;
  pay: string;
  decline: string;
  leave: string;
  backToShop: string;
  testNote: string;
  notFound: string;
  /** What to say where the session can no longer be paid. */
  ended: Record<Exclude<SessionStatus, 'pending' | 'processing'>, { title: string; text: string }>;
};

export const CHECKOUT_TEXTS: Record<PageLanguage, CheckoutTexts> = {
  hy: {
    title: 'Վճարում',
    order: 'Պատվեր',
    validUntil: 'Վավեր է մինչև',
    pay: 'Վճարել',
    decline: 'Բանկը մերժում է',
    leave: 'Վերադառնալ առանց վճարելու',
    backToShop: 'Վերադառնալ խանութ',
    testNote: 'Փորձնական էջ. իրական գումար չի գանձվում։',
    notFound: 'Այսպիսի վճարում չկա',
    ended: {
      succeeded: { title: 'Վճարված է', text: 'Շնորհակալություն, վճարումն ընդունված է։' },
      failed: { title: 'Վճարումը մերժվել է', text: 'Բանկը մերժել է վճարումը։ Գումար չի գանձվել։' },
      expired: { title: 'Ժամկետն ավարտվել է', text: 'Խնդրեք խանութից նոր հղում։' },
      voided: { title: 'Վճարումը չեղարկվել է', text: 'Գումարը չի գանձվել կամ վերադարձվել է։' },
    },
  },
  ru: {
    title: 'Оплата',
    order: 'Заказ',
    validUntil: 'Действует до',
    pay: 'Оплатить',
    decline: 'Банк отказывает',
    leave: 'Вернуться без оплаты',
    backToShop: 'Вернуться в магазин',
    testNote: 'Тестовая страница: настоящие деньги не списываются.',
    notFound: 'Такого платежа нет',
    ended: {
      succeeded: { title: 'Оплачено', text: 'Спасибо, платёж принят.' },
      failed: { title: 'Платёж отклонён', text: 'Банк отклонил платёж. Деньги не списаны.' },
      expired: { title: 'Время истекло', text: 'Попросите у магазина новую ссылку.' },
      voided: { title: 'Платёж отменён', text: 'Деньги не списаны или возвращены.' },
    },
  },
  en: {
    title: 'Payment',
    order: 'Order',
    validUntil: 'Valid until',
    pay: 'Pay',
    decline: 'The bank declines',
    leave: 'Go back without paying',
    backToShop: 'Back to the shop',
    testNote: 'A test page: no real money is charged.',
    notFound: 'There is no such payment',
    ended: {
      succeeded: { title: 'Paid', text: 'Thank you, the payment was accepted.' },
      failed: { title: 'Payment declined', text: 'The bank declined. Nothing was charged.' },
      expired: { title: 'Time is over', text: 'Ask the shop for a new link.' },
      voided: { title: 'Payment cancelled', text: 'Nothing was charged, or it was returned.' },
    },
  },
};
