/** A server that an engine talks to, in a process of its own: it says where it is, and ends when its input does. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { enginePath } from './engine-process.ts';

export type ServerProcess<Said> = {
  readonly said: Said;
  /** Sends it a line and waits for its answer. */
  readonly ask: <Answer>(question: object) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

/** Starts `test/bench/engines/NAME`, under `before` where that is given; resolves with the first line that it says, which is JSON. */
export async function startServer<Said>(
  name: string,
  task: object,
  before: readonly string[] = [],
): Promise<ServerProcess<Said>> {
  const [command, ...args] = [...before, process.execPath, enginePath(name), JSON.stringify(task)];
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <Line>(): Promise<Line> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${name} ended without a word`);
    return JSON.parse(value) as Line;
  };
  return {
    said: await next<Said>(),
    ask: async <Answer>(question: object) => {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return next<Answer>();
    },
    stop: async () => {
      child.stdin.end();
      await exited;
    },
  };
}

/** For the server's side: says where it is, answers each line, and returns when its input ends. */
export async function serveUntilTold(
  said: object,
  answer: (question: Readonly<Record<string, unknown>>) => Promise<object>,
): Promise<void> {
  console.log(JSON.stringify(said));
  for await (const line of createInterface({ input: process.stdin })) {
    const question = JSON.parse(line) as Readonly<Record<string, unknown>>;
    console.log(JSON.stringify(await answer(question)));
  }
}
