import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import { buildCall } from './build-call.ts';
import type { HttpClient, HttpClientOptions } from './http-contract.ts';
import { toRemoteError } from './to-remote-error.ts';
import { watchWire } from './watch-wire.ts';

const POOL = { keepAlive: true, maxSockets: 64, maxFreeSockets: 16, timeout: 15_000 };

/** A client for one remote party. Environment proxies are ignored and sockets are bounded. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { party, timeoutMs = 10_000, maxResponseBytes = 262_144, secrets = [] } = options;
  const httpAgent = new HttpAgent(POOL);
  const httpsAgent = new HttpsAgent(POOL);
  const base = { url: baseAddress(options.baseUrl), headers: options.headers ?? {} };

  return {
    async request(request) {
      const call = buildCall(base, request);
      const wire = watchWire(call.url);
      const deadline = new AbortController();
      const timer = setTimeout(() => deadline.abort(), timeoutMs);
      try {
        const response = await axios.request<Buffer>({
          method: request.method,
          url: call.url.href,
          headers: call.headers,
          data: call.body,
          signal: deadline.signal,
          transport: wire.transport,
          httpAgent,
          httpsAgent,
          proxy: false,
          maxRedirects: 0,
          maxContentLength: maxResponseBytes,
          responseType: 'arraybuffer',
          transformRequest: [(body) => body],
          transformResponse: [(body) => body],
          validateStatus: () => true,
        });
        const { status, headers, data } = response;
        return { status, headers: flatHeaders({ ...headers }), text: data.toString('utf8') };
      } catch (fault) {
        const { connected } = wire;
        const timedOutAfterMs = deadline.signal.aborted ? timeoutMs : null;
        throw toRemoteError(fault, { party, call, secrets, connected, timedOutAfterMs });
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function baseAddress(baseUrl: string): string {
  const { protocol } = new URL(baseUrl);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new Error(`base address must be http or https, not ${protocol}`);
  }
  return baseUrl.replace(/\/+$/, '');
}

function flatHeaders(headers: Record<string, unknown>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    flat[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
  }
  return flat;
}
