import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from '@jest/globals';
import { checkPort } from './port-check.ts';

test('a port in use is one clear sentence that names the variable', async () => {
  const server = createServer();
  server.listen(0);
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  try {
    await expect(checkPort(port, 'SANDBOX_PORT')).rejects.toThrow(
      `Port ${port} is in use: stop the other program or set SANDBOX_PORT to a free port`,
    );
  } finally {
    server.close();
  }
  await once(server, 'close');
  await expect(checkPort(port, 'SANDBOX_PORT')).resolves.toBeUndefined();
});
