/** A line that is long: every byte arrives so much later, in both directions, and in its order. */
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type SlowLine = { readonly url: string; readonly close: () => Promise<void> };

function carry(from: Socket, to: Socket, delayMs: number): void {
  // Timers of one delay fire in the order in which they were set.
  from.on('data', (chunk: Buffer) => setTimeout(() => to.write(chunk), delayMs));
  from.on('end', () => setTimeout(() => to.end(), delayMs));
  from.on('error', () => to.destroy());
  from.on('close', () => setTimeout(() => to.destroy(), delayMs));
}

/** Starts a line to a server on loopback that adds `roundTripMs` to each question and its answer, half of it on either way; its width has no limit. It may be at a `place` of old. */
export async function startSlowLine(target: string, roundTripMs: number, place = 0): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const ends = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    for (const end of [near, far]) {
      ends.add(end);
      end.on('close', () => ends.delete(end));
    }
    near.setNoDelay();
    far.setNoDelay();
    carry(near, far, roundTripMs / 2);
    carry(far, near, roundTripMs / 2);
  });
  server.listen(place, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    close: async () => {
      server.close();
      for (const end of ends) end.destroy();
      await once(server, 'close');
    },
  };
}
