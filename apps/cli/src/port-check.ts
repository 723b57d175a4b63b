import { once } from 'node:events';
import { createServer } from 'node:net';
import { errorCode } from '@chatpay/core';

/** Throws one sentence when a port cannot be listened on. Port 0 always can. */
export async function checkPort(port: number, variable: string): Promise<void> {
  if (port === 0) return;
  const server = createServer();
  server.listen(port);
  try {
    await once(server, 'listening');
  } catch (error) {
    const code = errorCode(error);
    if (code === 'EADDRINUSE') {
      throw new Error(
        `Port ${port} is in use: stop the other program or set ${variable} to a free port`,
      );
    }
    if (code === 'EACCES') {
      throw new Error(`Port ${port} is reserved: set ${variable} to a port above 1023`);
    }
    throw error;
  }
  server.close();
  await once(server, 'close');
}
