import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { errorCode } from '@chatpay/core';

/**
 * Throws one sentence when a port cannot be listened on, or two names mean the same one. Port 0
 * always can. All are held at once while they are checked.
 */
export async function checkPorts(ports: Record<string, number>): Promise<void> {
  const held: Server[] = [];
  try {
    for (const [variable, port] of Object.entries(ports)) held.push(await hold(port, variable));
  } finally {
    await Promise.all(held.map(letGo));
  }
}

async function hold(port: number, variable: string): Promise<Server> {
  const server = createServer();
  server.listen(port);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is in use: stop the other program or set ${variable} to a free port`,
        { cause: error },
      );
    }
    if (code === 'EACCES') {
      throw new Error(`Port ${port} is reserved: set ${variable} to a port above 1023`, {
        cause: error,
      });
    }
    throw error;
  }
}

async function letGo(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}
