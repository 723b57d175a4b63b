import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Stand, startStand } from '../testing/start-stand.ts';

let stand: Stand;
beforeEach(async () => {
  stand = await startStand();
});
afterEach(() => stand.close());

describe('the dial over HTTP', () => {
  test('turns one stand-in or all, merges and shows', async () => {
    await stand.call('POST', '/control/faults', { body: { target: 'all', duplicate: 4 } });
    const body = { target: 'viber', wrongSignature: 0.5, receipts: false };
    await stand.call('POST', '/control/faults', { body });
    expect((await stand.call('GET', '/control/faults')).json).toMatchObject({
      messenger: { duplicate: 4, wrongSignature: 0, receipts: true },
      viber: { duplicate: 4, wrongSignature: 0.5, receipts: false },
    });
  });

  test('`next` beside the faults limits the chance faults of that call', async () => {
    const body = { target: 'vpos', next: 2, status5xx: 1, drop: 0, delayMs: 5 };
    const { json } = await stand.call('POST', '/control/faults', { body });
    expect(json).toMatchObject({ vpos: { status5xx: { next: 2 }, drop: 0, delayMs: 5 } });
  });

  test.each([{}, { target: 'bank' }, { target: 'vpos', drop: 2 }, { target: 'vpos', drpo: 1 }])(
    'refuses %j and changes nothing',
    async (body) => {
      expect(await stand.call('POST', '/control/faults', { body })).toMatchObject({
        status: 400,
        json: { error: { code: 'invalid_request' } },
      });
      expect((await stand.call('GET', '/control/faults')).json).toMatchObject({
        vpos: { drop: 0 },
      });
    },
  );

  test('a body that is not JSON is the caller’s fault', async () => {
    const response = await fetch(`${stand.url}/control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"target":',
    });
    expect(response.status).toBe(400);
  });
});

describe('accounts', () => {
  const merchant = { channel: 'vpos', key: 'two', token: 'token-two', webhookSecret: 'secret' };

  test('the demo shop is there from the start', async () => {
    const { json } = await stand.call('GET', '/control/accounts');
    expect(json).toMatchObject({
      accounts: [
        { key: 'demo-messenger', externalId: '104857600000001', appSecret: 'sandbox-app-secret' },
        { key: 'demo-instagram', externalId: '17841400000000001' },
        { key: 'demo-viber', externalId: 'anibakery' },
        { key: 'demo-vpos', token: 'sandbox-vpos-token', webhookProfile: 'standard' },
      ],
    });
  });

  test('another merchant can be registered and gets webhooks at its own address', async () => {
    const added = await stand.call('POST', '/control/accounts', { body: merchant });
    expect(added).toMatchObject({ status: 200, json: { account: { key: 'two', name: 'two' } } });
    const { accounts, addresses } = stand.sandbox.platform;
    const account = accounts.byToken('vpos', 'token-two');
    expect(account && addresses.webhookUrl(account)).toBe(
      `${stand.receiver.url}/webhooks/payments/two`,
    );
    const webhookUrl = 'http://127.0.0.1:9/own';
    await stand.call('POST', '/control/accounts', { body: { ...merchant, webhookUrl } });
    const moved = accounts.byToken('vpos', 'token-two');
    expect(moved && addresses.webhookUrl(moved)).toBe(webhookUrl);
  });

  test('a replaced token is no longer valid', async () => {
    await stand.call('POST', '/control/accounts', { body: merchant });
    await stand.call('POST', '/control/accounts', { body: { ...merchant, token: 'new' } });
    const { accounts } = stand.sandbox.platform;
    expect(accounts.byToken('vpos', 'token-two')).toBeUndefined();
    expect(accounts.byToken('vpos', 'new')).toMatchObject({ key: 'two' });
  });

  test.each([
    { channel: 'vpos', key: 'x', token: 't' },
    { channel: 'messenger', key: 'x', token: 't' },
    { channel: 'viber', key: 'x/y', token: 't' },
    { channel: 'viber', key: 'x', token: 't', webhookUrl: 'ftp://x' },
  ])('refuses %j', async (body) => {
    expect((await stand.call('POST', '/control/accounts', { body })).status).toBe(400);
  });

  test('the gateway can move, accounts with their own address stay', async () => {
    const body = { url: 'http://127.0.0.1:7000/' };
    await stand.call('POST', '/control/gateway', { body });
    const { accounts, addresses } = stand.sandbox.platform;
    const urls = accounts.list().map((account) => addresses.webhookUrl(account));
    expect(urls).toEqual([
      'http://127.0.0.1:7000/webhooks/messenger',
      'http://127.0.0.1:7000/webhooks/instagram',
      'http://127.0.0.1:7000/webhooks/viber/demo-viber',
      'http://127.0.0.1:7000/webhooks/payments/demo-vpos',
    ]);
  });
});

describe('reset', () => {
  test('forgets faults and books, keeps accounts', async () => {
    const { books, accounts } = stand.sandbox.platform;
    await stand.call('POST', '/control/faults', { body: { target: 'vpos', drop: 1 } });
    books.recordMessage({
      channel: 'viber',
      account: 'demo-viber',
      person: 'p',
      direction: 'in',
      text: 'barev',
      choices: [],
      link: null,
      externalId: '1',
      correlation: null,
      at: new Date().toISOString(),
    });
    await stand.call('POST', '/control/reset');
    expect((await stand.call('GET', '/control/books')).json).toEqual({
      sessions: [],
      messages: [],
      deliveries: [],
    });
    expect((await stand.call('GET', '/control/faults')).json).toMatchObject({ vpos: { drop: 0 } });
    expect(accounts.list()).toHaveLength(4);
  });
});

describe('the event feed', () => {
  test('pushes a line for every change, until the reader leaves', async () => {
    const leaving = new AbortController();
    const response = await fetch(`${stand.url}/control/events`, { signal: leaving.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    const readUntil = async (wanted: string) => {
      while (!text.includes(wanted)) text += (await reader?.read())?.value ?? '';
    };
    await readUntil(': open');
    await stand.call('POST', '/control/faults', { body: { target: 'vpos', delayMs: 1 } });
    await readUntil('data: {"kind":"faults"}\n\n');
    await stand.call('POST', '/control/reset');
    await readUntil('data: {"kind":"reset"}\n\n');
    leaving.abort();
  });
});
