import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A loopback port that takes no more connections and answers none: its accept queue is full. */
export type Blackhole = { readonly port: number; close(): Promise<void> };

// Listens, says where, and then never runs its event loop again, so that nothing is ever accepted.
const sleeper = `
  const server = require('node:net').createServer();
  server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
    require('node:fs').writeSync(1, server.address().port + '\\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** Starts one in a process of its own and fills its queue. */
export async function startBlackhole(): Promise<Blackhole> {
  const child = spawn(process.execPath, ['-e', sleeper], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const port = Number(line.toString().trim());
  const fillers: Socket[] = [];
  for (let count = 0; count < 4; count += 1) {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => null);
    fillers.push(socket);
  }
  // The kernel completes the first handshakes into the queue; once two stand, the queue of one is full.
  await Promise.all(fillers.slice(0, 2).map((socket) => once(socket, 'connect')));
  return {
    port,
    async close() {
      for (const socket of fillers) socket.destroy();
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
