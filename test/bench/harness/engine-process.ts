/** Runs one engine in a process of its own, so that none warms, fills or stops the other's memory. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Samples } from './figures.ts';

/** What an engine prints as its last line: its samples by name, and single figures such as a count. */
export type EngineResult = {
  readonly series: Readonly<Record<string, Samples>>;
  readonly facts: Readonly<Record<string, number>>;
};

const enginesFolder = join(import.meta.dirname, '..', 'engines');

/** The path of an engine. */
export function enginePath(name: string): string {
  return join(enginesFolder, name);
}

/** Starts `test/bench/engines/NAME` with one JSON argument and reads its last line. Throws what it said when it fails. */
export async function runEngine(
  name: string,
  task: object,
  environment: Readonly<Record<string, string>> = {},
): Promise<EngineResult> {
  const child = spawn(process.execPath, [enginePath(name), JSON.stringify(task)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let said = '';
  let complaint = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint += text;
  });
  await once(child, 'close');
  if (child.exitCode !== 0)
    throw new Error(`${name} ended with ${String(child.exitCode)}: ${complaint.slice(-800)}`);
  return JSON.parse(said.trimEnd().split('\n').at(-1) ?? '') as EngineResult;
}

/** The task that this process, an engine, was started with. */
export function engineTask<T>(): T {
  return JSON.parse(process.argv[2] ?? '{}') as T;
}

/** Says what this process, an engine, measured. */
export function engineDone(
  series: Readonly<Record<string, Samples>>,
  facts: Readonly<Record<string, number>> = {},
): void {
  console.log(JSON.stringify({ series, facts } satisfies EngineResult));
}

/** The time that `work` takes, in milliseconds. */
export function timed(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}
