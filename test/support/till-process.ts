/** Starts, follows and kills a till that sells in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rootFolder } from './repository.ts';
import type { SellingTillLine, SellingTillOptions } from './selling-till.ts';

export type TillProcess = {
  /** Everything it said, to its last breath, once it has ended. */
  readonly lines: readonly SellingTillLine[];
  /** Opens the till: until then the process has only loaded its code. */
  open(): void;
  /** Resolves when it has said so many lines since it was opened, or has ended. */
  said(count: number): Promise<void>;
  /** Ends it as a power cut does. */
  kill(): Promise<void>;
  /** Resolves when it has ended by itself; throws when that was a failure. */
  finished(): Promise<void>;
};

/** Starts a till's process. `environment` names the gateway and where the installation's id is kept. */
export function startTillProcess(
  options: SellingTillOptions,
  environment: Readonly<Record<string, string>>,
): TillProcess {
  const child = spawn(
    process.execPath,
    [join(rootFolder, 'test', 'support', 'selling-till.ts'), JSON.stringify(options)],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: join(rootFolder, 'node_modules', '.cache', 'galla', 'compiled'),
        ...environment,
      },
    },
  );
  const lines: SellingTillLine[] = [];
  const exited = once(child, 'exit');
  const reader = createInterface({ input: child.stdout });
  const readToEnd = once(reader, 'close');
  let waiting: { readonly count: number; readonly go: () => void } | null = null;
  const look = (): void => {
    if (waiting !== null && lines.filter(({ said }) => said !== 'loaded').length >= waiting.count)
      waiting.go();
  };
  reader.on('line', (line) => {
    lines.push(JSON.parse(line) as SellingTillLine);
    look();
  });
  const ended = Promise.all([exited, readToEnd]);
  child.stdin.on('error', () => undefined);
  return {
    lines,
    open: () => child.stdin.write('\n'),
    said: (count) =>
      Promise.race([
        ended.then(() => undefined),
        new Promise<void>((go) => {
          waiting = { count, go };
          look();
        }),
      ]),
    async kill() {
      child.kill('SIGKILL');
      await ended;
      if (child.exitCode !== null) throw new Error(`the till ended by itself with ${child.exitCode}`);
    },
    async finished() {
      await ended;
      if (child.exitCode !== 0) throw new Error(`the till ended with ${String(child.exitCode)}`);
    },
  };
}
