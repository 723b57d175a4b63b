import { formatMoney, type Language } from '@chatpay/core';
import type { PaymentPageView } from '@chatpay/services';
import { type Html, html, NOTHING } from './html.ts';
import { PAGE_TEXTS } from './texts.ts';

/** What the page says at the top, and whether it can still be paid. */
export type PageState =
  | 'pending'
  | 'checking'
  | 'declined'
  | 'unavailable'
  | 'paid'
  | 'failed'
  | 'expired'
  | 'cancelled'
  | 'review';

const TONES: Record<PageState, '' | 'good' | 'bad' | 'wait'> = {
  pending: '',
  checking: 'wait',
  declined: 'bad',
  unavailable: 'bad',
  paid: 'good',
  failed: 'bad',
  expired: 'wait',
  cancelled: 'wait',
  review: 'wait',
};

const LANGUAGE_NAMES: Record<Language, string> = { hy: 'Հայ', ru: 'Рус', en: 'Eng' };
const LOCALES: Record<Language, string> = { hy: 'hy-AM', ru: 'ru-RU', en: 'en-GB' };

export type Page = {
  view: PaymentPageView;
  state: PageState;
  language: Language;
  backToChat: string | null;
};

/**
 * From our own state to what the page shows; nothing in the address can change it. An order that
 * was paid through another link is paid here too.
 */
export function pageState(view: PaymentPageView, place: 'link' | 'return'): PageState {
  const isPaid = view.orderStatus === 'paid';
  if (view.status === 'manual_review' || (view.orderInReview && !isPaid)) return 'review';
  if (isPaid) return 'paid';
  if (view.status !== 'pending') return view.status;
  if (view.paymentInFlight && (place === 'return' || view.overdue)) return 'checking';
  if (view.overdue) return 'expired';
  return view.lastAttemptDeclined ? 'declined' : 'pending';
}

/** The whole page of a payment link, in one document without anything to fetch but its script. */
export function renderPaymentPage(page: Page): string {
  const { view, state, language } = page;
  const texts = PAGE_TEXTS[language];
  const payable = state === 'pending' || state === 'declined' || state === 'unavailable';
  const explanation = state === 'pending' ? NOTHING : html`<p>${texts.explain[state]}</p>`;
  const body = html`<header><strong>${view.shop}</strong>${languageSwitch(page)}</header>
<section aria-live="polite"><h1 class="${TONES[state]}">${texts.headings[state]}</h1>
<p class="soft">${texts.order} № ${view.orderNumber}</p>${explanation}
${state === 'paid' ? html`<p>${view.nextSteps[language]}</p>` : NOTHING}
${receipt(page)}
${payable ? payForm(page) : NOTHING}
${backLink(page)}
${state === 'checking' && !view.overdue ? notPaidYet(page) : NOTHING}</section>
${support(page)}`;
  return document({
    language,
    title: `${view.shop} · ${texts.order} № ${view.orderNumber} · ${formatMoney(view.amount)}`,
    description: `${texts.headings[state]} · ${formatMoney(view.amount)}`,
    body,
    script: scriptFor(page, payable),
  });
}

function scriptFor({ view, state }: Page, payable: boolean): Html {
  if (payable) return html`<script src="/pay/assets/press.js" defer></script>`;
  if (state !== 'checking') return NOTHING;
  const status = `/pay/${view.token}/status`;
  return html`<script src="/pay/assets/poll.js" data-status="${status}" defer></script>`;
}

/** A page that knows no order. Unknown, expired-and-erased and foreign names look alike. */
export function renderNotice(notice: 'notFound' | 'trouble', language: Language): string {
  const { headings, explain } = PAGE_TEXTS[language];
  return document({
    language,
    title: headings[notice],
    description: headings[notice],
    body: html`<section><h1>${headings[notice]}</h1><p>${explain[notice]}</p></section>`,
    script: NOTHING,
  });
}

function languageSwitch({ language }: Page): Html {
  const links = (['hy', 'ru', 'en'] as const).map((code) =>
    code === language
      ? html`<a href="?lang=${code}" lang="${code}" aria-current="true">${LANGUAGE_NAMES[code]}</a>`
      : html`<a href="?lang=${code}" lang="${code}">${LANGUAGE_NAMES[code]}</a>`,
  );
  return html`<nav aria-label="${PAGE_TEXTS[language].languages}">${links}</nav>`;
}

function receipt({ view, language }: Page): Html {
  const rows = view.items.map(({ names, quantity, unit }) => {
    const sum = formatMoney({ ...unit, minor: unit.minor * quantity });
    return html`<tr><td>${names[language]} × ${quantity}</td><td>${sum}</td></tr>`;
  });
  const total = PAGE_TEXTS[language].total;
  return html`<table>${rows}<tr class="total"><td>${total}</td><td>${formatMoney(view.amount)}</td></tr></table>`;
}

function payForm({ view, state, language }: Page): Html {
  const texts = PAGE_TEXTS[language];
  const label = state === 'pending' ? texts.pay(formatMoney(view.amount)) : texts.payAgain;
  const until = new Intl.DateTimeFormat(LOCALES[language], {
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Yerevan',
  }).format(view.expiresAt);
  return html`<form method="post" action="/pay/${view.token}?lang=${language}"><button data-pressed="${texts.pressed}">${label}</button></form>
<p class="soft">${texts.secure}</p><p class="soft">${texts.validUntil} ${until}</p>`;
}

function backLink({ state, language, backToChat }: Page): Html {
  if (!backToChat || state === 'pending') return NOTHING;
  return html`<a class="button plain" href="${backToChat}">${PAGE_TEXTS[language].backToChat}</a>`;
}

/** The way back to the same session: who left the bank's page would otherwise wait for nothing. */
function notPaidYet({ view, language }: Page): Html {
  const address = `/pay/${view.token}?lang=${language}`;
  return html`<p class="aside"><a href="${address}">${PAGE_TEXTS[language].notPaidYet}</a></p>`;
}

function support({ view, language }: Page): Html {
  const words = view.support[language].trim();
  return words === '' ? NOTHING : html`<footer class="soft">${words}</footer>`;
}

function document(page: {
  language: Language;
  title: string;
  description: string;
  body: Html;
  script: Html;
}): string {
  return html`<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex,nofollow"><meta name="referrer" content="no-referrer">
<meta property="og:title" content="${page.title}"><meta property="og:description" content="${page.description}">
<title>${page.title}</title><link rel="stylesheet" href="/pay/assets/page.css">${page.script}</head>
<body><main>${page.body}</main></body></html>`.html;
}
