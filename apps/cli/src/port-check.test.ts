import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect, test } from '@jest/globals';
import { checkPorts } from './port-check.ts';

test('a port in use is one clear sentence that names the variable', async () => {
  const { server, port } = await occupied();
  try {
    await expect(checkPorts({ PORT: 0, SANDBOX_PORT: port })).rejects.toThrow(
      `Port ${port} is in use: stop the other program or set SANDBOX_PORT to a free port`,
    );
  } finally {
    server.close();
  }
  await once(server, 'close');
  await expect(checkPorts({ SANDBOX_PORT: port })).resolves.toBeUndefined();
});

test('one port for two names is refused by the second of them', async () => {
  const { server, port } = await occupied();
  server.close();
  await once(server, 'close');
  await expect(checkPorts({ PORT: port, WORKER_PORT: port })).rejects.toThrow('WORKER_PORT');
  await expect(checkPorts({ PORT: port })).resolves.toBeUndefined();
});

async function occupied(): Promise<{ server: Server; port: number }> {
  const server = createServer();
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  return { server, port: typeof address === 'object' && address ? address.port : 0 };
}
