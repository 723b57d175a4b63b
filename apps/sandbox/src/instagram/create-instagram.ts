import { Router } from 'express';
import type { AccountStore } from '../accounts.ts';
import { createGraphRouter } from '../meta/create-graph-router.ts';
import { createMetaStandIn } from '../meta/create-meta-stand-in.ts';
import { readToken } from '../meta/graph-access.ts';
import { ok, refused, writeAnswer } from '../meta/graph-answer.ts';
import { invalidToken } from '../meta/graph-fault.ts';
import { createPageSettings } from '../meta/page-settings.ts';
import type { ChatStandIn, StandInGround } from '../phones/chat-network.ts';
import { INSTAGRAM } from './instagram-dialect.ts';

const SIXTY_DAYS_S = 5_184_000;

/** Instagram with Instagram Login: the host to mount at `/instagram`, and its customers. */
export function createInstagram(ground: StandInGround): ChatStandIn {
  const settings = createPageSettings();
  const dialect = INSTAGRAM;
  const standIn = createMetaStandIn({
    ...ground,
    dialect,
    getStarted: () => null,
    inboxAppId: '',
  });
  const router = Router();
  router.use(createTokenRefresh(ground.platform.accounts));
  router.use(createGraphRouter({ ...ground, dialect, standIn, settings }));
  return { network: standIn, router };
}

/** `GET /refresh_access_token`, without a version. The token itself stays. */
function createTokenRefresh(accounts: AccountStore): Router {
  const router = Router();
  router.get('/refresh_access_token', (request, response) => {
    const token = readToken(request);
    const account = token === null ? undefined : accounts.byToken('instagram', token);
    const answer =
      account && request.query.grant_type === 'ig_refresh_token'
        ? ok({ access_token: account.token, token_type: 'bearer', expires_in: SIXTY_DAYS_S })
        : refused(invalidToken('Invalid OAuth access token - Cannot parse access token'));
    writeAnswer(INSTAGRAM, response, answer);
  });
  return router;
}
