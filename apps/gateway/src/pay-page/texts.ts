import type { Language } from '@chatpay/core';

export type PageTexts = {
  order: string;
  total: string;
  pay(amount: string): string;
  payAgain: string;
  /** On the button while the bank is being asked. */
  pressed: string;
  validUntil: string;
  secure: string;
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
    trouble: string;
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
    trouble: string;
  };
  /** Under "checking": for whoever left the bank's page without paying. */
  notPaidYet: string;
  backToChat: string;
  /** What the choice of a language is called by screen readers. */
  languages: string;
};

const hy: PageTexts = {
  order: 'Պատվեր',
  total: 'Ընդամենը',
  pay: (amount) => `Վճարել ${amount}`,
  payAgain: 'Փորձել կրկին',
  pressed: 'Բացում ենք բանկի էջը…',
  validUntil: 'Հղումը գործում է մինչև՝',
  secure: 'Քարտի տվյալները մուտքագրվում են միայն բանկի պաշտպանված էջում։',
  headings: {
    pending: 'Պատվերի վճարում',
    checking: 'Ստուգում ենք վճարումը',
    paid: 'Վճարված է',
    failed: 'Վճարումը չստացվեց',
    expired: 'Հղման ժամկետն անցել է',
    cancelled: 'Պատվերը չեղարկված է',
    review: 'Վճարումը ստուգում է մեր աշխատակիցը',
    declined: 'Բանկը մերժեց վճարումը',
    unavailable: 'Վճարման էջը հիմա չի բացվում',
    notFound: 'Այսպիսի հղում չկա',
    trouble: 'Էջը հիմա չի բացվում',
  },
  explain: {
    checking: 'Սպասում ենք բանկի հաստատմանը։ Կարող եք փակել այս էջը. պատասխանը կգրենք զրույցում։',
    paid: 'Շնորհակալություն։ Հաստատումն ուղարկել ենք զրույցում։',
    failed: 'Գումար չի գանձվել։ Զրույցում սեղմեք «Նոր հղում»։',
    expired: 'Զրույցում խնդրեք նոր հղում. պատվերը պահված է։',
    cancelled: 'Այս պատվերի համար վճարել պետք չէ։',
    review: 'Խնդրում ենք նորից մի՛ վճարեք։ Պատասխանը կգրենք զրույցում։',
    declined: 'Գումար չի գանձվել։ Կարող եք փորձել կրկին կամ ուրիշ քարտով։',
    unavailable: 'Բանկը չի պատասխանում։ Ձեր պատվերը պահված է, փորձեք մեկ րոպեից։',
    notFound: 'Ստուգեք հասցեն կամ զրույցում խնդրեք նոր հղում։',
    trouble: 'Ձեր պատվերը պահված է։ Փորձեք կրկին մեկ րոպեից։',
  },
  notPaidYet: 'Դեռ չե՞ք վճարել։ Բացել վճարման էջը',
  backToChat: 'Վերադառնալ զրույց',
  languages: 'Լեզու',
};

const ru: PageTexts = {
  order: 'Заказ',
  total: 'Итого',
  pay: (amount) => `Оплатить ${amount}`,
  payAgain: 'Попробовать ещё раз',
  pressed: 'Открываем страницу банка…',
  validUntil: 'Ссылка действует до',
  secure: 'Данные карты вводятся только на защищённой странице банка.',
  headings: {
    pending: 'Оплата заказа',
    checking: 'Проверяем оплату',
    paid: 'Оплачено',
    failed: 'Оплата не прошла',
    expired: 'Срок ссылки истёк',
    cancelled: 'Заказ отменён',
    review: 'Оплату проверяет наш сотрудник',
    declined: 'Банк отклонил оплату',
    unavailable: 'Страница оплаты сейчас не открывается',
    notFound: 'Такой ссылки нет',
    trouble: 'Страница сейчас не открывается',
  },
  explain: {
    checking: 'Ждём подтверждения банка. Страницу можно закрыть: мы напишем в чат.',
    paid: 'Спасибо! Подтверждение отправлено в чат.',
    failed: 'Деньги не списаны. Нажмите в чате «Новая ссылка».',
    expired: 'Попросите в чате новую ссылку: заказ сохранён.',
    cancelled: 'За этот заказ платить не нужно.',
    review: 'Пожалуйста, не платите ещё раз: мы напишем в чат.',
    declined: 'Деньги не списаны. Попробуйте ещё раз или другой картой.',
    unavailable: 'Банк не отвечает. Заказ сохранён, попробуйте через минуту.',
    notFound: 'Проверьте адрес или попросите в чате новую ссылку.',
    trouble: 'Заказ сохранён. Попробуйте ещё раз через минуту.',
  },
  notPaidYet: 'Ещё не оплатили? К странице оплаты',
  backToChat: 'Вернуться в чат',
  languages: 'Язык',
};

const en: PageTexts = {
  order: 'Order',
  total: 'Total',
  pay: (amount) => `Pay ${amount}`,
  payAgain: 'Try again',
  pressed: 'Opening the bank’s page…',
  validUntil: 'The link is valid until',
  secure: 'Card details are entered only on the bank’s protected page.',
  headings: {
    pending: 'Pay for your order',
    checking: 'Checking your payment',
    paid: 'Paid',
    failed: 'The payment did not go through',
    expired: 'This link has expired',
    cancelled: 'The order was cancelled',
    review: 'A person is checking your payment',
    declined: 'The bank declined the payment',
    unavailable: 'The payment page cannot be opened right now',
    notFound: 'There is no such link',
    trouble: 'This page cannot be opened right now',
  },
  explain: {
    checking: 'We are waiting for the bank. You can close this page: we will write in the chat.',
    paid: 'Thank you! The confirmation is in the chat.',
    failed: 'You were not charged. Tap “New link” in the chat.',
    expired: 'Ask for a new link in the chat: your order is kept.',
    cancelled: 'There is nothing to pay for this order.',
    review: 'Please do not pay again: we will write in the chat.',
    declined: 'You were not charged. Try again, or use another card.',
    unavailable: 'The bank is not answering. Your order is kept: please try again in a minute.',
    notFound: 'Check the address, or ask for a new link in the chat.',
    trouble: 'Your order is kept. Please try again in a minute.',
  },
  notPaidYet: 'Not paid yet? Open the payment page',
  backToChat: 'Back to the chat',
  languages: 'Language',
};

export const PAGE_TEXTS: Record<Language, PageTexts> = { hy, ru, en };
