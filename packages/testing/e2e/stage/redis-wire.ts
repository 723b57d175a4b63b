import { once } from 'node:events';
import { connect } from 'node:net';

/**
 * One command to a Redis server, as an operator would type it. Returns the first line of the
 * answer; throws what Redis complains about. https://redis.io/docs/latest/develop/reference/protocol-spec/
 */
export async function tellRedis(url: string, ...words: string[]): Promise<string> {
  const { hostname, port, password, username, pathname } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port || 6379) });
  await once(socket, 'connect');
  try {
    const user = username === '' ? [] : [decodeURIComponent(username)];
    if (password !== '') await say(['AUTH', ...user, decodeURIComponent(password)]);
    if (pathname.length > 1) await say(['SELECT', pathname.slice(1)]);
    return await say(words);
  } finally {
    socket.destroy();
  }

  async function say(command: string[]): Promise<string> {
    const parts = command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`);
    socket.write(`*${parts.length}\r\n${parts.join('')}`);
    const [bytes]: unknown[] = await once(socket, 'data');
    const [line = ''] = String(bytes).split('\r\n');
    if (line.startsWith('-')) throw new Error(line.slice(1));
    return line.slice(1);
  }
}
