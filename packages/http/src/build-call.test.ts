import { expect, test } from '@jest/globals';
import { buildCall } from './build-call.ts';
import { createHttpClient } from './http-client.ts';

const BASE = { url: 'https://user:password@pay.example/base', headers: {} };

test.each(['v1', '//evil.test/x', '', '@evil.test', 'https://evil.test/', '\\\\evil.test'])(
  'the path %j is refused',
  (path) => {
    expect(() => buildCall(BASE, { method: 'GET', path })).toThrow('path');
  },
);

test('what may be shown has neither credentials nor query', () => {
  const call = buildCall(BASE, { method: 'GET', path: '/v1', query: { token: 't' } });
  expect(call.shownUrl).toBe('https://pay.example/base/v1');
  expect(call.url.search).toBe('?token=t');
});

test.each(['ftp://x', 'file:///etc', 'data:,x', 'nowhere'])(
  'the base address %s is refused',
  (url) => {
    expect(() => createHttpClient({ party: 'peer', baseUrl: url })).toThrow();
  },
);
