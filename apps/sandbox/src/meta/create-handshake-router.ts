import { Router } from 'express';
import type { Platform } from '../platform.ts';
import { shakeHands } from './handshake.ts';

/**
 * `POST /control/handshakes/<messenger|instagram>/<account>`: "Verify and save" of the app
 * dashboard. Answers `{verified, reason}`.
 */
export function createHandshakeRouter({ accounts, addresses }: Platform): Router {
  const router = Router();
  router.post('/:channel/:account', async (request, response) => {
    const { channel, account: key } = request.params;
    const isMeta = channel === 'messenger' || channel === 'instagram';
    const account = isMeta ? accounts.byKey(channel, key) : undefined;
    if (!account) {
      response.status(404).json({ error: { code: 'not_found', message: 'no such account' } });
      return;
    }
    const handshake = await shakeHands(addresses.webhookUrl(account), account.verifyToken);
    const reason = handshake.kind === 'failed' ? handshake.reason : null;
    response.json({ verified: handshake.kind === 'verified', reason });
  });
  return router;
}
