import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';

const BODY_LIMIT = 64 * 1024;
const MAX_SOCKETS = 128;

export type WebhookPost = {
  url: string;
  headers: Record<string, string>;
  body: string;
  timeoutMs: number;
};

export type WebhookAnswer =
  /** `body` is cut at 64 KiB. `retryAfterMs` is null where the header is absent or a date. */
  | { kind: 'answered'; status: number; body: string; retryAfterMs: number | null }
  | { kind: 'failed'; reason: string };

export interface WebhookPoster {
  post(webhook: WebhookPost): Promise<WebhookAnswer>;
  /** Breaks every open connection. */
  close(): void;
}

/** Posts over kept-alive connections, follows no redirect, never throws. */
export function createWebhookPoster(): WebhookPoster {
  const options = { keepAlive: true, maxSockets: MAX_SOCKETS, scheduling: 'lifo' } as const;
  const plain = new Agent(options);
  const tls = new TlsAgent(options);

  function postOnce(webhook: WebhookPost): Promise<WebhookAnswer & { stale?: boolean }> {
    return new Promise((resolve) => {
      const url = new URL(webhook.url);
      const isTls = url.protocol === 'https:';
      const send = isTls ? httpsRequest : httpRequest;
      const request = send(url, {
        method: 'POST',
        agent: isTls ? tls : plain,
        headers: { ...webhook.headers, 'content-length': Buffer.byteLength(webhook.body) },
      });
      const timer = setTimeout(() => request.destroy(new Error('timeout')), webhook.timeoutMs);
      request.on('close', () => clearTimeout(timer));
      request.on('response', (response) => resolve(readAnswer(response)));
      request.on('error', (error: NodeJS.ErrnoException) => {
        const stale = request.reusedSocket && error.code === 'ECONNRESET';
        resolve({ kind: 'failed', reason: reasonOf(error), stale });
      });
      request.end(webhook.body);
    });
  }

  return {
    async post(webhook) {
      const first = await postOnce(webhook);
      // An idle connection may be closed just as it is reused; that says nothing about the door.
      return first.stale === true ? postOnce(webhook) : first;
    },
    close() {
      plain.destroy();
      tls.destroy();
    },
  };
}

/** The one status that counts, else a 2xx; redirects are failures. */
export function isSuccess(answer: WebhookAnswer, takenBy?: number): boolean {
  if (answer.kind === 'failed') return false;
  const { status } = answer;
  return takenBy === undefined ? status >= 200 && status < 300 : status === takenBy;
}

/** A failed answer in a few words, for the books. */
export function whyFailed(answer: WebhookAnswer): string {
  return answer.kind === 'failed' ? answer.reason : `status ${answer.status}`;
}

function readAnswer(response: IncomingMessage): Promise<WebhookAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    response.on('data', (chunk: Buffer) => {
      if (size < BODY_LIMIT) chunks.push(chunk);
      size += chunk.length;
    });
    response.on('end', () => {
      resolve({
        kind: 'answered',
        status: response.statusCode ?? 0,
        body: Buffer.concat(chunks).subarray(0, BODY_LIMIT).toString('utf8'),
        retryAfterMs: retryAfterMs(response.headers['retry-after']),
      });
    });
    response.on('error', (error) => resolve({ kind: 'failed', reason: reasonOf(error) }));
  });
}

function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,9}$/.test(header) ? Number(header) * 1000 : null;
}

function reasonOf(error: NodeJS.ErrnoException): string {
  return error.code ?? error.message;
}
