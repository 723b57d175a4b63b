import { describe, expect, test } from '@jest/globals';
import { answerHandshake } from './handshake.ts';

const GOOD = 'hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1158201444';

function answer(query: string, verifyToken = 'verify-me') {
  const request = {
    method: 'GET',
    path: '/webhooks/messenger',
    query: new URLSearchParams(query),
    headers: {},
    body: Buffer.alloc(0),
    receivedAt: new Date(),
  };
  return answerHandshake(request, verifyToken);
}

describe('the handshake', () => {
  test('gives the challenge back bare, as text', () => {
    expect(answer(GOOD)).toEqual({
      kind: 'handshake',
      reply: { status: 200, contentType: 'text/plain; charset=utf-8', body: '1158201444' },
    });
  });

  test.each([
    '',
    GOOD.replace('subscribe', 'unsubscribe'),
    GOOD.replace('verify-me', 'verify-mf'),
    GOOD.replace('verify-me', 'verify-me1'),
    GOOD.replace('verify-me', ''),
    GOOD.replace('&hub.challenge=1158201444', ''),
    GOOD.replace('1158201444', '1'.repeat(513)),
    `${GOOD}&hub.verify_token=verify-me`,
    `${GOOD}&hub.mode=subscribe`,
    `${GOOD}&hub.challenge=2`,
  ])('is refused for "%s"', (query) => {
    expect(answer(query)).toMatchObject({ kind: 'rejected', status: 403 });
  });

  test('is refused while we have no token of our own', () => {
    const query = GOOD.replace('verify-me', '');
    expect(answer(query, '')).toMatchObject({ kind: 'rejected', status: 403 });
  });
});
