import { type Request, type RequestHandler, Router } from 'express';
import type { Platform } from '../platform.ts';
import { renderCheckout, renderUnknownCheckout } from './checkout-page.ts';
import { chooseLanguage } from './choose-language.ts';
import type { Session } from './session.ts';
import type { SessionDesk } from './session-desk.ts';

type WithId = { id: string };

/** `/checkout/<id>`: the hosted page and its three buttons. */
export function createCheckoutRouter({ accounts }: Platform, desk: SessionDesk): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.set({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'referrer-policy': 'no-referrer',
    });
    next();
  });

  const withSession =
    (serve: (session: Session, ...exchange: Parameters<RequestHandler<WithId>>) => void) =>
    (...exchange: Parameters<RequestHandler<WithId>>) => {
      const [request, response] = exchange;
      const session = desk.sessions.byId(request.params.id);
      if (session) serve(session, ...exchange);
      else response.status(404).send(renderUnknownCheckout(languageOf(request)));
    };

  router.get(
    '/:id',
    withSession((session, request, response) => {
      if (request.method === 'GET') desk.act(session, 'open');
      const shop = accounts.byKey('vpos', session.account)?.name ?? session.account;
      response.send(renderCheckout({ session, shop, language: languageOf(request) }));
    }),
  );
  for (const action of ['pay', 'decline'] as const) {
    router.post(
      `/:id/${action}`,
      withSession((session, request, response) => {
        const { move } = desk.act(session, action);
        const page = `/vpos/checkout/${session.id}?lang=${languageOf(request)}`;
        response.redirect(303, move.kind === 'refused' ? page : session.returnUrl);
      }),
    );
  }
  router.post(
    '/:id/leave',
    withSession((session, _request, response) => response.redirect(303, session.returnUrl)),
  );
  return router;
}

function languageOf(request: Request<WithId>) {
  return chooseLanguage(request.query.lang, request.headers['accept-language']);
}
