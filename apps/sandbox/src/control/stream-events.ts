import type { RequestHandler } from 'express';
import type { EventFeed } from '../delivery/event-feed.ts';

const HEARTBEAT_MS = 15_000;
const MAX_UNREAD_BYTES = 1_000_000;

/** Server-sent events, one JSON line per change. A reader that does not read is cut off. */
export function streamEvents(events: EventFeed): RequestHandler {
  return (_request, response) => {
    response.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    });
    response.write(': open\n\n');

    const write = (line: string) => {
      if (response.writableLength > MAX_UNREAD_BYTES) response.destroy();
      else response.write(line);
    };
    const leave = events.subscribe((event) => write(`data: ${JSON.stringify(event)}\n\n`));
    const heartbeat = setInterval(() => write(': still here\n\n'), HEARTBEAT_MS);
    response.on('close', () => {
      clearInterval(heartbeat);
      leave();
    });
  };
}
