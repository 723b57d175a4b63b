import { readdirSync, readFileSync } from 'node:fs';
import { Socket } from 'node:net';
import type { HttpClient, HttpRequest } from '@chatpay/http';
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import LibraryClient from 'viber-bot/lib/viber-client.js';
import { createViberClient, textPayload } from './viber-client.ts';

const CONTENT = { message: textPayload('Բարև'), keyboard: null, minApiVersion: null };

function recorder(text: string, status = 200): { http: HttpClient; requests: HttpRequest[] } {
  const requests: HttpRequest[] = [];
  const http: HttpClient = {
    request: async (request) => {
      requests.push(request);
      return { status, headers: {}, text };
    },
  };
  return { http, requests };
}

afterEach(() => {
  jest.restoreAllMocks();
});

describe('what we rely on in viber-bot', () => {
  test('its version is the one that was read', () => {
    const manifest = new URL('../../package.json', import.meta.url);
    const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8'));
    expect(dependencies['viber-bot']).toBe('1.0.18');
  });

  test.each(['_sendRequest', '_serializeTrackingData', 'sendMessage'])('it has %s', (name) => {
    const method: unknown = Object.getOwnPropertyDescriptor(LibraryClient.prototype, name)?.value;
    expect(method).toBeInstanceOf(Function);
  });

  test('no socket is opened but through our own transport', async () => {
    const connect = jest.spyOn(Socket.prototype, 'connect');
    const { http, requests } = recorder('{"status":0,"message_token":1}');
    await createViberClient(http, { name: 'Shop', avatar: null }).send('person', CONTENT);
    expect(connect).not.toHaveBeenCalled();
    expect(requests).toHaveLength(1);
  });

  test('only this folder, and in it only one file, imports it', () => {
    const files = readdirSync(new URL('..', import.meta.url), { recursive: true }).map(String);
    const importers = files
      .filter((file) => /(?<!\.d|\.test)\.ts$/.test(file))
      .filter((file) => {
        return /from 'viber-bot/.test(readFileSync(new URL(`../${file}`, import.meta.url), 'utf8'));
      });
    expect(importers).toEqual(['viber/viber-client.ts']);
  });
});

describe('a request', () => {
  test('holds the sender and the message, and no null, undefined or token', async () => {
    const { http, requests } = recorder('{"status":0,"message_token":1}');
    const sender = { name: 'Shop', avatar: null };
    await createViberClient(http, sender).send('person', CONTENT);
    expect(requests).toEqual([
      {
        method: 'POST',
        path: '/send_message',
        json: {
          sender: { name: 'Shop' },
          receiver: 'person',
          type: 'text',
          text: 'Բարև',
          tracking_data: undefined,
        },
      },
    ]);
    expect(JSON.stringify(requests)).not.toMatch(/null|tracking_data/);
  });
});

describe('an answer', () => {
  const sender = { name: 'Shop', avatar: null };

  test.each([
    ['{"status":0,"message_token":5741311803571721087}', 0, '5741311803571721087'],
    ['{"status":0,"message_token":"5741311803571721087"}', 0, '5741311803571721087'],
    ['{"status":"12","message_token":1234567890}', 12, '1234567890'],
    ['{"status":6}', 6, null],
    ['{"status":99,"message_token":null}', 99, null],
  ])('%s', async (text, status, token) => {
    const answer = await createViberClient(recorder(text).http, sender).send('person', CONTENT);
    expect(answer).toMatchObject({ kind: 'answered', status, token });
  });

  test.each([
    [200, ''],
    [200, '<html>'],
    [200, 'null'],
    [200, '{}'],
    [200, '{"status":null,"message_token":1}'],
    [200, '{"status":"","message_token":1}'],
    [200, '{"status":false,"message_token":1}'],
    [200, '{"status":[],"message_token":1}'],
    [500, '{"status":0,"message_token":1}'],
    [302, '{"status":0,"message_token":1}'],
  ])('HTTP %i with %s says nothing', async (status, text) => {
    const { http } = recorder(text, status);
    const answer = await createViberClient(http, sender).send('person', CONTENT);
    expect(answer).toEqual({ kind: 'unreadable', response: { status, headers: {}, text } });
  });
});
