import type { ChannelReceipt, RawRequest } from '@chatpay/core';
import { isSameText } from '../signature.ts';

const LONGEST_CHALLENGE = 512;

/**
 * Answers the subscription check: GET with `hub.mode=subscribe`, our verify token and a challenge
 * that goes back bare. https://developers.facebook.com/docs/graph-api/webhooks/getting-started
 */
export function answerHandshake(request: RawRequest, verifyToken: string): ChannelReceipt {
  const mode = single(request.query, 'hub.mode');
  const token = single(request.query, 'hub.verify_token');
  const challenge = single(request.query, 'hub.challenge');
  if (mode !== 'subscribe') return refused('hub.mode is not subscribe');
  if (challenge === null) return refused('no usable hub.challenge');
  if (token === null || verifyToken === '' || !isSameText(token, verifyToken)) {
    return refused('wrong verify token');
  }
  const reply = { status: 200, contentType: 'text/plain; charset=utf-8', body: challenge };
  return { kind: 'handshake', reply };
}

function refused(reason: string): ChannelReceipt {
  return { kind: 'rejected', status: 403, reason };
}

function single(query: URLSearchParams, name: string): string | null {
  const [value, ...others] = query.getAll(name);
  if (value === undefined || others.length > 0) return null;
  return value.length <= LONGEST_CHALLENGE ? value : null;
}
