import { Router } from 'express';
import { createAppSubscriptions } from '../meta/create-app-subscriptions.ts';
import { createGraphRouter } from '../meta/create-graph-router.ts';
import { createMetaStandIn } from '../meta/create-meta-stand-in.ts';
import { createPageSettings, getStartedPayload } from '../meta/page-settings.ts';
import type { ChatStandIn, StandInGround } from '../phones/chat-network.ts';
import { MESSENGER } from './messenger-dialect.ts';
import { PAGE_INBOX_APP_ID } from './messenger-update.ts';

/** Messenger: the Graph API to mount at `/graph`, and its customers. */
export function createMessenger(ground: StandInGround): ChatStandIn {
  const settings = createPageSettings();
  const dialect = MESSENGER;
  const standIn = createMetaStandIn({
    ...ground,
    dialect,
    getStarted: (account) => getStartedPayload(settings, account),
    inboxAppId: PAGE_INBOX_APP_ID,
  });
  const router = Router();
  router.use(createAppSubscriptions(ground.platform, dialect));
  router.use(createGraphRouter({ ...ground, dialect, standIn, settings }));
  return { network: standIn, router };
}
