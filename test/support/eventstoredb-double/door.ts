import { once } from 'node:events';
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * The port on which a node is reached: passes all bytes on to the server behind it, and can break the connections, refuse
 * new ones, or swallow what comes, as a network does.
 */
export class Door {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private state: 'open' | 'refusing' | 'swallowing' = 'open';

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {
    server.on('connection', (outside) => {
      this.admit(outside);
    });
  }

  /** Opens a free port on this machine before another. */
  static async open(target: number): Promise<Door> {
    // As on both ends of the calls: what is written goes out at once and does not wait for an acknowledgement.
    const server = createServer({ noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Door(server, target);
  }

  get port(): number {
    // A TCP server that listens has such an address.
    return (this.server.address() as AddressInfo).port;
  }

  /** Breaks every connection. */
  cut(): void {
    for (const [outside, inside] of this.pairs) {
      outside.resetAndDestroy();
      inside.destroy();
    }
    this.pairs.clear();
  }

  /** From now on: takes connections, breaks them at once, or takes them and never answers. */
  become(state: 'open' | 'refusing' | 'swallowing'): void {
    this.state = state;
    if (state === 'refusing') this.cut();
    for (const [outside, inside] of this.pairs) {
      if (state !== 'swallowing') continue;
      outside.unpipe(inside);
      inside.unpipe(outside);
    }
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.cut();
    await closed;
  }

  private admit(outside: Socket): void {
    outside.on('error', () => undefined);
    if (this.state === 'refusing') {
      outside.resetAndDestroy();
      return;
    }
    const inside = connect({ port: this.target, host: '127.0.0.1', noDelay: true });
    inside.on('error', () => undefined);
    const pair = [outside, inside] as const;
    this.pairs.add(pair);
    const part = () => {
      this.pairs.delete(pair);
      outside.destroy();
      inside.destroy();
    };
    outside.on('close', part);
    inside.on('close', part);
    if (this.state === 'open') {
      outside.pipe(inside);
      inside.pipe(outside);
    }
  }
}
