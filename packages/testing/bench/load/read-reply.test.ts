import { describe, expect, test } from '@jest/globals';
import { readReply } from './read-reply.ts';

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nOK';

describe('a reply', () => {
  test.each([
    [OK, { status: 200, length: OK.length, closes: false }],
    [`${OK}HTTP/1.1 503`, { status: 200, length: OK.length, closes: false }],
    [
      'HTTP/1.1 503 Away\r\ncontent-length:0\r\nConnection: close\r\n\r\n',
      { status: 503, length: 58, closes: true },
    ],
    ['HTTP/1.1 204 No Content\r\n\r\n', { status: 204, length: 27, closes: false }],
  ])('%# is read', (text, reply) => {
    expect(readReply(Buffer.from(text))).toEqual(reply);
  });

  test('is not there before its last byte', () => {
    for (let length = 0; length < OK.length; length += 1) {
      expect(readReply(Buffer.from(OK.slice(0, length)))).toBeNull();
    }
  });

  test('counts bytes, not characters', () => {
    const head = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n';
    expect(readReply(Buffer.from(`${head}վճ`))).toMatchObject({ length: head.length + 4 });
    expect(readReply(Buffer.from(`${head}վ`))).toBeNull();
  });

  test.each([
    ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'],
    ['SSH-2.0-OpenSSH\r\n\r\n'],
  ])('%j is unreadable', (text) => {
    expect(readReply(Buffer.from(text))).toBe('unreadable');
  });
});
