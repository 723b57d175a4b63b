import { createSandbox, type Sandbox } from '../create-sandbox.ts';
import { silentLog } from '../log.ts';
import type { SandboxConfig } from '../platform.ts';
import { type Receiver, startReceiver } from './start-receiver.ts';

export type Answer = { status: number; headers: Headers; text: string; json: unknown };

/** A sandbox and the merchant its webhooks go to, both on free ports. */
export type Stand = {
  sandbox: Sandbox;
  receiver: Receiver;
  url: string;
  call(method: string, path: string, init?: CallInit): Promise<Answer>;
  /** Resolves when the condition holds; looks again whenever the sandbox reports a change. */
  until(condition: () => boolean): Promise<void>;
  close(): Promise<void>;
};

export type CallInit = { body?: unknown; headers?: Record<string, string> };

/** Starts both; retries wait a thousandth of what they would. */
export async function startStand(config: Partial<SandboxConfig> = {}): Promise<Stand> {
  const receiver = await startReceiver();
  const sandbox = createSandbox({
    gatewayUrl: receiver.url,
    publicUrl: null,
    clockFactor: 1000,
    log: silentLog,
    random: Math.random,
    ...config,
  });
  const url = `http://127.0.0.1:${await sandbox.listen(0)}`;

  return {
    sandbox,
    receiver,
    url,
    call: (method, path, init) => call(method, `${url}${path}`, init),
    until: (condition) => until(sandbox, condition),
    async close() {
      await sandbox.close();
      await receiver.close();
    },
  };
}

async function call(
  method: string,
  url: string,
  { body, headers }: CallInit = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    redirect: 'manual',
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const { status } = response;
  return { status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
}

function until({ platform }: Sandbox, condition: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (!condition()) return;
      leave();
      resolve();
    };
    const leave = platform.events.subscribe(look);
    look();
  });
}
