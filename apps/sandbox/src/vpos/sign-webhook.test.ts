import { describe, expect, test } from '@jest/globals';
import { signVposWebhook } from './sign-webhook.ts';

/** Another implementation of HMAC-SHA256 than the one under test. */
async function webCryptoMac(key: Uint8Array<ArrayBuffer>, text: string): Promise<Buffer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return Buffer.from(await crypto.subtle.sign('HMAC', imported, new TextEncoder().encode(text)));
}

const fromBase64 = (text: string) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));

describe('the signature of a VPOS webhook', () => {
  test('is the published one of the Standard Webhooks and Svix documentation', () => {
    const headers = signVposWebhook(
      { webhookProfile: 'standard', webhookSecret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
      {
        eventId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
        body: '{"test": 2432232314}',
        sentAt: new Date(1614265330 * 1000 + 999),
      },
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('covers UTF-8 bytes in both profiles', async () => {
    const secret = 'whsec_c2FuZGJveC13ZWJob29rLXNlY3JldC0zMi1ieXRlcyE=';
    const key = fromBase64(secret.slice('whsec_'.length));
    const body = '{"name":"Անի ֏"}';
    const event = { eventId: 'evt_1', body, sentAt: new Date(1_700_000_000_000) };

    const standard = signVposWebhook({ webhookProfile: 'standard', webhookSecret: secret }, event);
    const overId = await webCryptoMac(key, `evt_1.1700000000.${body}`);
    expect(standard['webhook-signature']).toBe(`v1,${overId.toString('base64')}`);

    const compact = signVposWebhook({ webhookProfile: 't-v1', webhookSecret: secret }, event);
    const overTime = await webCryptoMac(key, `1700000000.${body}`);
    expect(compact).toEqual({
      'vpos-event-id': 'evt_1',
      'vpos-signature': `t=1700000000,v1=${overTime.toString('hex')}`,
    });
  });

  test('a secret without the prefix is the key as it stands', async () => {
    const plain = { webhookProfile: 't-v1', webhookSecret: 'plain secret' } as const;
    const headers = signVposWebhook(plain, { eventId: 'e', body: '{}', sentAt: new Date(0) });
    const mac = await webCryptoMac(new TextEncoder().encode('plain secret'), '0.{}');
    expect(headers['vpos-signature']).toBe(`t=0,v1=${mac.toString('hex')}`);
  });
});
