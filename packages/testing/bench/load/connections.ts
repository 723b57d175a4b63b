import { connect, type Socket } from 'node:net';
import { readReply } from './read-reply.ts';

/** A status that no server gives: the connection ended before a reply came that we can read. */
export const NO_REPLY = 0;

/** Keep-alive connections to one server, each with one request under way at a time. */
export type Connections = {
  count: number;
  /** Sends on a free connection, or on the first one to become free. */
  send(request: Buffer, onReply: (status: number) => void): void;
  close(): void;
};

type Sending = { request: Buffer; onReply: (status: number) => void };
type Line = { send(sending: Sending): void; close(): void };

/**
 * Opens at most `count` connections, each when it is first needed. Raw sockets, because the load
 * must cost the shared machine less than what it measures.
 */
export function openConnections(to: { port: number; count: number }): Connections {
  const lines: Line[] = [];
  const free: Line[] = [];
  const waiting: Sending[] = [];

  const release = (line: Line) => {
    const next = waiting.shift();
    if (next) line.send(next);
    else free.push(line);
  };
  const add = () => {
    const line = createLine(to.port, release);
    lines.push(line);
    return line;
  };

  return {
    count: to.count,
    send(request, onReply) {
      const line = free.pop() ?? (lines.length < to.count ? add() : undefined);
      if (line) line.send({ request, onReply });
      else waiting.push({ request, onReply });
    },
    close() {
      for (const line of lines) line.close();
    },
  };
}

function createLine(port: number, release: (line: Line) => void): Line {
  let sending: Sending | undefined;
  let received: Buffer = Buffer.alloc(0);
  let socket = open();

  function open(): Socket {
    received = Buffer.alloc(0);
    const opened = connect({ port, host: '127.0.0.1', noDelay: true });
    opened.on('data', read);
    opened.on('error', () => opened.destroy());
    opened.on('close', () => {
      if (opened === socket) settle(NO_REPLY);
    });
    return opened;
  }

  /** Words without a question, such as a 408 for being idle, end the connection. */
  function read(chunk: Buffer): void {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    const reply = sending ? readReply(received) : 'unreadable';
    if (reply === null) return;
    if (reply === 'unreadable') {
      socket.destroy();
      return;
    }
    received = received.subarray(reply.length);
    if (reply.closes || received.length > 0) socket.destroy();
    settle(reply.status);
  }

  function settle(status: number): void {
    if (!sending) return;
    const { onReply } = sending;
    sending = undefined;
    onReply(status);
    release(line);
  }

  const line: Line = {
    send(next) {
      if (socket.destroyed) socket = open();
      sending = next;
      socket.write(next.request);
    },
    close() {
      sending = undefined;
      socket.destroy();
    },
  };
  return line;
}
