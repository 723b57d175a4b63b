import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

export type Target = { host: string; port: number };

/** A fixed address in front of servers that come, go and move, as a load balancer is. */
export type TcpFront = {
  readonly port: number;
  /** Breaks every connection that goes through now. */
  cut(): void;
  close(): Promise<void>;
};

/**
 * Listens on a free loopback port and hands each connection to the next of `targets()`, which is
 * asked anew every time. With nobody there, and when a server dies, connections break.
 */
export async function startTcpFront(targets: () => Target[]): Promise<TcpFront> {
  const sockets = new Set<Socket>();
  let turn = 0;
  const server = createServer({ noDelay: true }, (near) => {
    const open = targets();
    const target = open[turn % Math.max(open.length, 1)];
    turn += 1;
    if (!target) {
      near.on('error', () => {});
      near.resetAndDestroy();
      return;
    }
    join(near, connect({ ...target, noDelay: true }), sockets);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: address.port,
    cut,
    async close() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
  };
}

function join(near: Socket, far: Socket, sockets: Set<Socket>): void {
  for (const [one, other] of [
    [near, far],
    [far, near],
  ] as const) {
    sockets.add(one);
    one.on('error', () => {});
    one.on('close', () => {
      sockets.delete(one);
      other.destroy();
    });
    one.pipe(other);
  }
}
