import express, { type Request, Router } from 'express';
import type { Account } from '../accounts.ts';
import { asString } from '../json-value.ts';
import type { Platform } from '../platform.ts';
import { readBody, readToken } from './graph-access.ts';
import { type GraphAnswer, ok, refused, writeAnswer } from './graph-answer.ts';
import { badParameter, graphFault, invalidToken } from './graph-fault.ts';
import { shakeHands } from './handshake.ts';
import type { MetaDialect } from './meta-dialect.ts';

const OBJECTS = { page: 'messenger', instagram: 'instagram' } as const;

/**
 * `POST /<app>/subscriptions` with the app token: verifies the callback, then webhooks of all the
 * app's accounts go there. Source: reference messenger.md 3.1.
 */
export function createAppSubscriptions(platform: Platform, dialect: MetaDialect): Router {
  const router = Router();
  const parse = [express.json(), express.urlencoded({ extended: false })];
  router.post('/:version/:id/subscriptions', ...parse, async (request, response) => {
    writeAnswer(dialect, response, await subscribeApp(platform, request));
  });
  return router;
}

async function subscribeApp(
  { accounts }: Platform,
  request: Request<{ id: string }>,
): Promise<GraphAnswer> {
  const { id } = request.params;
  const body = { ...request.query, ...readBody(request) };
  const object = asString(body.object);
  if (object !== 'page' && object !== 'instagram') {
    return refused(badParameter('Param object must be one of {PAGE, INSTAGRAM}'));
  }
  const token = readToken(request);
  const isOfApp = (account: Account) =>
    account.channel === OBJECTS[object] &&
    account.appId === id &&
    token === `${id}|${account.appSecret}`;
  const ofApp = accounts.list().filter(isOfApp);
  if (ofApp.length === 0) return refused(invalidToken('Invalid OAuth access token signature.'));

  const callbackUrl = asString(body.callback_url) ?? '';
  const verifyToken = asString(body.verify_token) ?? '';
  if (!URL.canParse(callbackUrl)) return refused(badParameter('Param callback_url must be a URL'));
  const handshake = await shakeHands(callbackUrl, verifyToken);
  if (handshake.kind === 'failed') {
    const message = '(#2200) Callback verification failed with the following errors: ';
    return refused(graphFault(2200, `${message}${handshake.reason}`));
  }
  for (const account of ofApp) {
    accounts.register({ ...account, webhookUrl: callbackUrl, verifyToken });
  }
  return ok({ success: true });
}
