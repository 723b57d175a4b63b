import { type Language, language as languageSchema } from '@chatpay/core';
import {
  type Deps,
  noteReturn,
  openCheckout,
  type PaymentPageView,
  showPayment,
} from '@chatpay/services';
import {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from 'express';
import { clientErrorStatus } from './client-error.ts';
import type { Metrics } from './metrics.ts';
import { backToChatUrl } from './pay-page/back-to-chat.ts';
import { type PageState, pageState, renderNotice, renderPaymentPage } from './pay-page/render.ts';
import { POLL_SCRIPT, PRESS_SCRIPT } from './pay-page/scripts.ts';
import { STYLES } from './pay-page/styles.ts';

const TOKEN = /^[A-Za-z0-9_-]{20,64}$/;

/** Headers of every page: nothing from elsewhere, nothing kept, nothing told to other sites. */
const PAGE_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action *; base-uri 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The customer's payment page. Reading it changes nothing, because chat apps fetch links for their
 * previews; only the button opens a session with the provider.
 */
export function createPayRouter(deps: Deps, metrics: Metrics): Router {
  const router = Router();

  router.get('/assets/page.css', sendAsset('text/css', STYLES));
  router.get('/assets/poll.js', sendAsset('text/javascript', POLL_SCRIPT));
  router.get('/assets/press.js', sendAsset('text/javascript', PRESS_SCRIPT));

  router.get('/:token', async (request, response) => {
    const view = await findView(deps, request.params.token);
    sendPage({ request, response, view, state: view && pageState(view, 'link') });
  });

  router.get('/:token/return', async (request, response) => {
    const view = await findView(deps, request.params.token);
    if (view?.paymentInFlight) await noteReturn(deps, view.requestId);
    sendPage({ request, response, view, state: view && pageState(view, 'return') });
  });

  router.get('/:token/status', async (request, response) => {
    const view = await findView(deps, request.params.token);
    response.set('Cache-Control', 'no-store');
    if (!view) response.status(404).json({ error: 'not found' });
    else response.json({ status: view.status, settled: pageState(view, 'return') !== 'checking' });
  });

  router.post('/:token', async (request, response) => {
    const { token } = request.params;
    const opened = TOKEN.test(token)
      ? await openCheckout(deps, token)
      : { kind: 'closed' as const };
    metrics.checkouts.inc({ outcome: opened.kind });
    if (opened.kind === 'redirect') {
      response.set(PAGE_HEADERS).redirect(303, opened.url);
      return;
    }
    const view = await findView(deps, token);
    const state = opened.kind === 'unavailable' ? 'unavailable' : view && pageState(view, 'link');
    sendPage({ request, response, view, state });
  });

  router.use(sendTrouble(deps));
  return router;
}

/** A customer reads a page in their language where a machine would read our 503. */
function sendTrouble({ logger }: Deps): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent || clientErrorStatus(error) !== undefined) {
      next(error);
      return;
    }
    logger.error({ error }, 'payment page failed');
    response.set(PAGE_HEADERS).set('Retry-After', '5').type('html').status(503);
    response.send(renderNotice('trouble', languageOf(request)));
  };
}

function sendAsset(type: string, text: string): RequestHandler {
  return (_request, response) => {
    response.set('X-Content-Type-Options', 'nosniff');
    response.set('Cache-Control', 'public, max-age=3600').type(type).send(text);
  };
}

async function findView(deps: Deps, token: string): Promise<PaymentPageView | null> {
  return TOKEN.test(token) ? showPayment(deps, token) : null;
}

function sendPage(page: {
  request: Request;
  response: Response;
  view: PaymentPageView | null;
  state: PageState | null;
}): void {
  const { request, response, view, state } = page;
  response.set(PAGE_HEADERS).type('html');
  const language = languageOf(request, view?.language);
  if (!view || !state) {
    response.status(404).send(renderNotice('notFound', language));
    return;
  }
  response.send(renderPaymentPage({ view, state, language, backToChat: backToChatUrl(view) }));
}

/** As asked for in the address, else as the chat is spoken, else as the browser would like it. */
function languageOf(request: Request, spoken?: Language): Language {
  const asked = languageSchema.safeParse(request.query.lang).data;
  const known = asked ?? spoken;
  if (known) return known;
  return languageSchema.safeParse(request.acceptsLanguages('hy', 'ru', 'en')).data ?? 'hy';
}
