/** A POST as bytes for the wire. */
export function toRequest(post: {
  path: string;
  headers: Record<string, string>;
  body: string;
}): Buffer {
  const headers = Object.entries(post.headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head =
    `POST ${post.path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n` +
    `Content-Length: ${Buffer.byteLength(post.body)}\r\n${headers.join('')}\r\n`;
  return Buffer.from(head + post.body);
}
