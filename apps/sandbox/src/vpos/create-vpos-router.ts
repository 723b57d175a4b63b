import { Router } from 'express';
import type { Platform } from '../platform.ts';
import { createApiRouter } from './create-api-router.ts';
import { createCheckoutRouter } from './create-checkout-router.ts';
import type { SessionDesk } from './session-desk.ts';

/** The payment provider: its API for merchants and its page for buyers. */
export function createVposRouter(platform: Platform, desk: SessionDesk): Router {
  const router = Router();
  router.use('/checkout', createCheckoutRouter(platform, desk));
  router.use(createApiRouter(platform, desk));
  return router;
}
