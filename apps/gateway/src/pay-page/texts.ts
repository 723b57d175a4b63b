import type { Language } from '@chatpay/core';

export type PageTexts = {
  title: string;
  order: string;
  total: string;
  pay(amount: string): string;
  payAgain: string;
  validUntil: string;
  secure: string;
  notReady: string;
  headings: {
    pending: string;
    checking: string;
    paid: string;
    failed: string;
    expired: string;
    cancelled: string;
    review: string;
    declined: string;
    unavailable: string;
    notFound: string;
  };
  explain: {
    checking: string;
    paid: string;
    failed: string;
    expired: string;
    cancelled: string;
    review: string;
    declined: string;
    unavailable: string;
    notFound: string;
  };
  backToChat: string;
};

const hy: PageTexts = {
  title: 'Վճարում',
  order: 'Պատվեր',
  total: 'Ընդամենը',
  pay: (amount) => `Վճարել ${amount}`,
  payAgain: 'Փորձել կրկին',
  validUntil: 'Հղումը գործում է մինչև',
  secure: 'Քարտի տվյալները մուտքագրվում են միայն բանկի պաշտպանված էջում։',
  notReady: 'Բացում ենք վճարման էջը…',
  headings: {
    pending: 'Պատվերի վճարում',
    checking: 'Ստուգում ենք վճարումը',
    paid: 'Վճարված է',
    failed: 'Վճարումը չստացվեց',
    expired: 'Հղման ժամկետն անցել է',
    cancelled: 'Պատվերը չեղարկված է',
    review: 'Վճարումը ստուգվում է',
    declined: 'Բանկը մերժեց վճարումը',
    unavailable: 'Վճարման էջը հիմա չի բացվում',
    notFound: 'Այսպիսի հղում չկա',
  },
  explain: {
    checking: 'Սպասում ենք բանկի հաստատմանը։ Կարող եք փակել այս էջը. պատասխանը կգրենք չատում։',
    paid: 'Շնորհակալություն։ Հաստատումն ուղարկել ենք չատում։',
    failed: 'Գումար չի գանձվել։ Չատում սեղմեք «Նոր հղում»։',
    expired: 'Չատում խնդրեք նոր հղում. պատվերը պահված է։',
    cancelled: 'Այս պատվերի համար վճարել պետք չէ։',
    review: 'Գումարը ստացել ենք, բայց այն պետք է ստուգի մեր աշխատակիցը։ Կգրենք չատում։',
    declined: 'Գումար չի գանձվել։ Կարող եք փորձել կրկին կամ ուրիշ քարտով։',
    unavailable: 'Բանկը չի պատասխանում։ Ձեր պատվերը պահված է, փորձեք մեկ րոպեից։',
    notFound: 'Ստուգեք հասցեն կամ չատում խնդրեք նոր հղում։',
  },
  backToChat: 'Վերադառնալ չատ',
};

const ru: PageTexts = {
  title: 'Оплата',
  order: 'Заказ',
  total: 'Итого',
  pay: (amount) => `Оплатить ${amount}`,
  payAgain: 'Попробовать ещё раз',
  validUntil: 'Ссылка действует до',
  secure: 'Данные карты вводятся только на защищённой странице банка.',
  notReady: 'Открываем страницу оплаты…',
  headings: {
    pending: 'Оплата заказа',
    checking: 'Проверяем оплату',
    paid: 'Оплачено',
    failed: 'Оплата не прошла',
    expired: 'Срок ссылки истёк',
    cancelled: 'Заказ отменён',
    review: 'Оплата проверяется',
    declined: 'Банк отклонил оплату',
    unavailable: 'Страница оплаты сейчас не открывается',
    notFound: 'Такой ссылки нет',
  },
  explain: {
    checking: 'Ждём подтверждения банка. Страницу можно закрыть: мы напишем в чат.',
    paid: 'Спасибо! Подтверждение отправлено в чат.',
    failed: 'Деньги не списаны. Нажмите в чате «Новая ссылка».',
    expired: 'Попросите в чате новую ссылку: заказ сохранён.',
    cancelled: 'За этот заказ платить не нужно.',
    review: 'Деньги получены, но их должен проверить наш сотрудник. Мы напишем в чат.',
    declined: 'Деньги не списаны. Попробуйте ещё раз или другой картой.',
    unavailable: 'Банк не отвечает. Заказ сохранён, попробуйте через минуту.',
    notFound: 'Проверьте адрес или попросите в чате новую ссылку.',
  },
  backToChat: 'Вернуться в чат',
};

const en: PageTexts = {
  title: 'Payment',
  order: 'Order',
  total: 'Total',
  pay: (amount) => `Pay ${amount}`,
  payAgain: 'Try again',
  validUntil: 'The link is valid until',
  secure: 'Card details are entered only on the bank’s protected page.',
  notReady: 'Opening the payment page…',
  headings: {
    pending: 'Pay for your order',
    checking: 'Checking your payment',
    paid: 'Paid',
    failed: 'The payment did not go through',
    expired: 'This link has expired',
    cancelled: 'The order was cancelled',
    review: 'Your payment is being checked',
    declined: 'The bank declined the payment',
    unavailable: 'The payment page cannot be opened right now',
    notFound: 'There is no such link',
  },
  explain: {
    checking: 'We are waiting for the bank. You can close this page: we will write in the chat.',
    paid: 'Thank you! The confirmation is in the chat.',
    failed: 'You were not charged. Tap “New link” in the chat.',
    expired: 'Ask for a new link in the chat: your order is kept.',
    cancelled: 'There is nothing to pay for this order.',
    review: 'The money arrived, but a person has to check it. We will write in the chat.',
    declined: 'You were not charged. Try again, or use another card.',
    unavailable: 'The bank does not answer. Your order is kept, please try in a minute.',
    notFound: 'Check the address, or ask for a new link in the chat.',
  },
  backToChat: 'Back to the chat',
};

export const PAGE_TEXTS: Record<Language, PageTexts> = { hy, ru, en };
