import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

const LOOK_MS = 50;

/**
 * Prepares the end of a server, before it listens. The returned function stops accepting, lets
 * requests that are under way finish for `drainMs`, and resolves when the last connection is gone.
 * Node counts a connection that never asked anything as busy; keep-alive agents leave such behind.
 */
export function createDrain(server: Server, drainMs: number): () => Promise<void> {
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', ({ socket }) => silent.delete(socket));

  return async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of silent) socket.destroy();
    const looking = setInterval(() => server.closeIdleConnections(), LOOK_MS);
    const deadline = setTimeout(() => server.closeAllConnections(), drainMs);
    await closed;
    clearInterval(looking);
    clearTimeout(deadline);
  };
}
