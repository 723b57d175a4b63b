import { expect, test } from '@jest/globals';
import { createSandbox } from './create-sandbox.ts';
import { silentLog } from './log.ts';
import { whyNotListening } from './why-not-listening.ts';

const config = {
  gatewayUrl: 'http://127.0.0.1:1',
  publicUrl: null,
  clockFactor: 1,
  log: silentLog,
  random: Math.random,
};

test('several sandboxes live in one process; a port in use is told in one sentence', async () => {
  const first = createSandbox(config);
  const second = createSandbox(config);
  const port = await first.listen(0);
  const error = await second.listen(port).catch((thrown: NodeJS.ErrnoException) => thrown);
  expect(typeof error === 'object' && whyNotListening(error, port)).toBe(
    `Port ${port} is in use: stop what listens there or set SANDBOX_PORT to another one.`,
  );
  expect(await second.listen(0)).not.toBe(port);
  await Promise.all([first.close(), second.close()]);
});

test('closing does not wait for open connections', async () => {
  const sandbox = createSandbox(config);
  const port = await sandbox.listen(0);
  const response = await fetch(`http://127.0.0.1:${port}/control/events`);
  await sandbox.close();
  await expect(response.text()).rejects.toThrow();
  await expect(fetch(`http://127.0.0.1:${port}/control/faults`)).rejects.toThrow();
});

test('the public address follows the port unless it is given', async () => {
  const local = createSandbox(config);
  const port = await local.listen(0);
  expect(local.platform.addresses.publicUrl()).toBe(`http://localhost:${port}`);
  const tunnelled = createSandbox({ ...config, publicUrl: 'https://tunnel.example/' });
  await tunnelled.listen(0);
  expect(tunnelled.platform.addresses.publicUrl()).toBe('https://tunnel.example');
  await Promise.all([local.close(), tunnelled.close()]);
});
