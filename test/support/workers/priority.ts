import { readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { serveJob } from '../../../electron/platform/worker-protocol.ts';

/** The nice value of this thread: the 19th field of its line, counted after the name, which may hold blanks (proc_pid_stat(5)). */
function niceOfThread(): number {
  const line = readFileSync('/proc/thread-self/stat', 'utf8');
  return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[16]);
}

await serveJob<null, never, number>(() => (process.platform === 'linux' ? niceOfThread() : getPriority()));
