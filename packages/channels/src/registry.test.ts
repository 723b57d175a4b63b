import { type ChannelName, channelName } from '@chatpay/core';
import { createHttpClient, type HttpClientOptions } from '@chatpay/http';
import { describe, expect, test } from '@jest/globals';
import { channelCredentials, channelSettings, createChannel } from './registry.ts';

const COMPLETE: Record<ChannelName, { credentials: object; settings: object }> = {
  messenger: {
    credentials: { pageToken: 't', appSecrets: ['s'], verifyToken: 'v' },
    settings: { appId: '1', baseUrl: 'http://127.0.0.1:4000/graph' },
  },
  instagram: {
    credentials: { accessToken: 't', appSecrets: ['s'], verifyToken: 'v' },
    settings: { baseUrl: 'http://127.0.0.1:4000/instagram', graphVersion: 'v26.0' },
  },
  viber: {
    credentials: { authTokens: ['t'] },
    settings: { senderName: 'Shop', baseUrl: 'http://127.0.0.1:4000/viber/pa' },
  },
};

function open(channel: ChannelName, change: { credentials?: unknown; settings?: unknown } = {}) {
  const asked: HttpClientOptions[] = [];
  const adapter = createChannel({
    channel,
    externalId: '104857600000001',
    key: 'demo',
    ...COMPLETE[channel],
    ...change,
    http: (options) => {
      asked.push(options);
      return createHttpClient(options);
    },
  });
  return { adapter, asked };
}

describe.each(channelName.options)('%s', (channel) => {
  test('is opened by its name, at the address of its settings', () => {
    const { adapter, asked } = open(channel);
    expect(adapter.channel).toBe(channel);
    const settings: { baseUrl?: string } = COMPLETE[channel].settings;
    expect(asked.map(({ baseUrl }) => baseUrl)).toEqual([settings.baseUrl]);
  });

  test('blanks its secrets out of every error', () => {
    const { asked } = open(channel);
    expect(asked[0]?.secrets).toContain('t');
  });

  test.each([[undefined], [null], [{}], ['text'], [{ authTokens: [], appSecrets: [] }]])(
    'is not opened with the credentials %j',
    (credentials) => {
      expect(() => open(channel, { credentials })).toThrow();
      expect(channelCredentials[channel].safeParse(credentials).success).toBe(false);
    },
  );

  test.each(['ftp://a.example', 'nowhere', 'javascript:alert(1)'])(
    'is not opened against %s',
    (baseUrl) => {
      const settings = { ...COMPLETE[channel].settings, baseUrl };
      expect(channelSettings[channel].safeParse(settings).success).toBe(false);
      expect(() => open(channel, { settings })).toThrow();
    },
  );

  test('an unknown setting is a mistake, not a wish', () => {
    const settings = { ...COMPLETE[channel].settings, baseURL: 'http://127.0.0.1' };
    expect(channelSettings[channel].safeParse(settings).success).toBe(false);
  });
});
