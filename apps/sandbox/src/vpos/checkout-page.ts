import { CHECKOUT_STYLE } from './checkout-style.ts';
import { CHECKOUT_TEXTS, type CheckoutTexts } from './checkout-texts.ts';
import type { PageLanguage } from './choose-language.ts';
import { escapeHtml } from './escape-html.ts';
import type { Session, Sum } from './session.ts';

export type CheckoutView = { session: Session; shop: string; language: PageLanguage };

const SIGNS: Record<string, string> = { AMD: '֏', USD: '$', EUR: '€', RUB: '₽' };

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Yerevan',
  hour: '2-digit',
  minute: '2-digit',
});

/** The page a buyer pays on, or what became of the payment. */
export function renderCheckout({ session, shop, language }: CheckoutView): string {
  const texts = CHECKOUT_TEXTS[language];
  const body = `
    <p class="shop"><span class="mark">${escapeHtml(shop.slice(0, 1))}</span>${escapeHtml(shop)}</p>
    <p class="sum">${escapeHtml(formatSum(session.charged ?? session.asked))}</p>
    <dl><div><dt>${texts.order}</dt><dd>${escapeHtml(session.merchantOrderId)}</dd></div>
    ${renderEnd(session, texts)}</dl>
    ${renderActions(session, language)}`;
  return renderPage(language, body);
}

/** For an id nobody opened. */
export function renderUnknownCheckout(language: PageLanguage): string {
  return renderPage(language, `<h1>${CHECKOUT_TEXTS[language].notFound}</h1>`);
}

/** `15 000 ֏`: whole sums without a fraction. */
export function formatSum({ amountMinor, currency }: Sum): string {
  const whole = String(Math.trunc(amountMinor / 100)).replace(/\B(?=(\d{3})+$)/g, '\u202f');
  const rest = amountMinor % 100;
  const fraction = rest === 0 ? '' : `,${String(rest).padStart(2, '0')}`;
  return `${whole}${fraction} ${SIGNS[currency] ?? currency}`;
}

function renderEnd({ status, expiresAt }: Session, texts: CheckoutTexts): string {
  if (status !== 'pending' && status !== 'processing') return '';
  const until = clock.format(new Date(expiresAt));
  return `<div><dt>${texts.validUntil}</dt><dd>${until}</dd></div>`;
}

function renderActions(session: Session, language: PageLanguage): string {
  const texts = CHECKOUT_TEXTS[language];
  if (session.status !== 'pending' && session.status !== 'processing') {
    const { title, text } = texts.ended[session.status];
    return `<h1 class="${session.status}">${title}</h1><p>${text}</p>
    <a class="button" href="${escapeHtml(session.returnUrl)}">${texts.backToShop}</a>`;
  }
  const button = (action: string, label: string) =>
    `<form method="post" action="/vpos/checkout/${session.id}/${action}?lang=${language}">` +
    `<button class="button ${action}">${escapeHtml(label)}</button></form>`;
  return [
    button('pay', `${texts.pay} ${formatSum(session.asked)}`),
    button('decline', texts.decline),
    button('leave', texts.leave),
  ].join('\n    ');
}

function renderPage(language: PageLanguage, body: string): string {
  const { title, testNote } = CHECKOUT_TEXTS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex">
  <title>${title}</title>
  <style>${CHECKOUT_STYLE}</style>
</head>
<body>
  <nav><a href="?lang=hy">Հայ</a><a href="?lang=ru">Рус</a><a href="?lang=en">Eng</a></nav>
  <main>${body}
  </main>
  <footer>${testNote}</footer>
</body>
</html>
`;
}
