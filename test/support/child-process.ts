/** A program in a process of its own, followed by the lines that it says, and killed as the system kills one. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { rootFolder } from './repository.ts';

export type Child = {
  /** What it has said on its standard output, a line each; all of it once it has ended. */
  readonly lines: readonly string[];
  /** Resolves with the first line that begins so; throws when it ends without having said one. */
  readonly said: (beginning: string) => Promise<string>;
  /** SIGKILL; resolves when it is gone. Throws when it had ended by itself. */
  readonly kill: () => Promise<void>;
  /** The same for tidying up: it may be gone already. */
  readonly end: () => Promise<void>;
};

/** Starts a script of the repository with Node. */
export function startChild(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Child {
  const child = spawn(process.execPath, [join(rootFolder, script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      ...process.env,
      NODE_COMPILE_CACHE: join(rootFolder, 'node_modules', '.cache', 'galla', 'compiled'),
      ...environment,
    },
  });
  const lines: string[] = [];
  const lookers = new Set<() => void>();
  const reader = createInterface({ input: child.stdout });
  let isOver = false;
  const look = (): void => {
    for (const looker of lookers) looker();
  };
  reader.on('line', (line) => {
    lines.push(line);
    look();
  });
  const ending = async (): Promise<void> => {
    await Promise.all([once(child, 'exit'), once(reader, 'close')]);
    isOver = true;
    look();
  };
  const ended = ending();
  const end = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  return {
    lines,
    end,
    said: (beginning) =>
      new Promise((resolve, reject) => {
        const looker = (): void => {
          const found = lines.find((line) => line.startsWith(beginning));
          if (found === undefined && !isOver) return;
          lookers.delete(looker);
          if (found === undefined) reject(new Error(`${script} ended without saying ${beginning}`));
          else resolve(found);
        };
        lookers.add(looker);
        looker();
      }),
    async kill() {
      await end();
      if (child.signalCode !== 'SIGKILL')
        throw new Error(`${script} ended by itself with ${String(child.exitCode)}`);
    },
  };
}
