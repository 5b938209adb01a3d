import {
  createServer as createTcpServer,
  type AddressInfo,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import type { Server } from 'node:http';

/** The port is somebody else's. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken';
  readonly code = 'port-taken';
  readonly port: number;
  constructor(port: number) {
    super(`Port ${port} is taken by another program.`);
    this.port = port;
  }
}

export interface Listening {
  readonly port: number;
  /** Stops listening and ends open connections, idle or not. */
  close(): Promise<void>;
}

/**
 * Listens on 127.0.0.1 and, where the machine has it, ::1, with the same port; never on another address, so that
 * `localhost` works whichever address a browser tries first. Port 0 picks a free one.
 * @throws PortTaken when either address has the port taken
 */
export async function listenOnLoopback(server: Server, port: number): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  const attempts = port === 0 ? 10 : 1;
  for (let attempt = 1; ; attempt += 1) {
    const chosen = await bind(server, '127.0.0.1', port);
    try {
      const second = await bindSecond(server, chosen);
      return { port: chosen, close: () => closeAll(server, second, sockets) };
    } catch (error) {
      await closeServer(server);
      if (attempt === attempts) throw error;
    }
  }
}

/** A second listener whose connections go to the same HTTP server; null where the machine has no ::1. */
async function bindSecond(server: Server, port: number): Promise<TcpServer | null> {
  const second = createTcpServer({ highWaterMark: 256 * 1024, noDelay: true }, (socket) => {
    server.emit('connection', socket);
  });
  try {
    await bind(second, '::1', port);
    return second;
  } catch (error) {
    if (error instanceof PortTaken) throw error;
    return null;
  }
}

function bind(server: TcpServer, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => {
      server.off('listening', listening);
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port) : error);
    };
    const listening = (): void => {
      server.off('error', failed);
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    };
    server.once('error', failed);
    server.once('listening', listening);
    server.listen({ host, port, exclusive: true });
  });
}

async function closeAll(
  server: Server,
  second: TcpServer | null,
  sockets: ReadonlySet<Socket>,
): Promise<void> {
  const closed = [closeServer(server), second === null ? Promise.resolve() : closeServer(second)];
  for (const socket of sockets) socket.destroy();
  await Promise.all(closed);
}

function closeServer(server: TcpServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}
