import http, { type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';

/** `connected` turns true once the first byte of the request may have left this machine. */
export type Wire = {
  readonly connected: boolean;
  transport: {
    request(options: RequestOptions, onAnswer: (answer: IncomingMessage) => void): ClientRequest;
  };
};

/**
 * Node's own transport, watched: error codes alone do not tell whether a reset came before or
 * after the request was written, and that decides whether the call may be repeated.
 */
export function watchWire(url: URL): Wire {
  const secure = url.protocol === 'https:';
  let connected = false;
  return {
    get connected() {
      return connected;
    },
    transport: {
      request(options, onAnswer) {
        const request = (secure ? https : http).request(options, onAnswer);
        request.once('socket', (socket: Socket) => {
          if (request.reusedSocket || !socket.connecting) connected = true;
          else socket.once(secure ? 'secureConnect' : 'connect', () => (connected = true));
        });
        return request;
      },
    },
  };
}
