import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP way to a server that a test can break. */
export type CuttableProxy = {
  readonly port: number;
  /** The local ports of its connections to the server, by which the server knows them. */
  farPorts(): number[];
  /** Drops every connection and refuses new ones. */
  cut(): Promise<void>;
  /** Keeps connections open, and lets nothing through. */
  freeze(): void;
  /** Lets everything through again. */
  restore(): Promise<void>;
  close(): Promise<void>;
};

/** Listens on a free loopback port. */
export async function startCuttableProxy(target: {
  host: string;
  port: number;
}): Promise<CuttableProxy> {
  const sockets = new Set<Socket>();
  const fars = new Set<Socket>();
  let isFrozen = false;

  const keep = (socket: Socket, other: Socket) => {
    sockets.add(socket);
    if (isFrozen) socket.pause();
    socket.on('error', () => {});
    socket.on('data', (bytes) => other.write(bytes));
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
  };
  const server = createServer((near) => {
    const far = connect(target);
    fars.add(far);
    far.on('close', () => fars.delete(far));
    keep(near, far);
    keep(far, near);
    if (isFrozen) near.pause();
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;

  const cut = async () => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    port,
    farPorts: () => [...fars].flatMap(({ localPort }) => localPort ?? []),
    cut,
    freeze() {
      isFrozen = true;
      for (const socket of sockets) socket.pause();
    },
    async restore() {
      isFrozen = false;
      for (const socket of sockets) socket.resume();
      if (!server.listening) await listen(port);
    },
    close: cut,
  };
}
