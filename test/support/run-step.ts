/** Runs one step in a process group of its own and counts what came of it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from './repository.ts';
import { countsOf } from './step-counts.ts';
import type { Counts } from './step-counts.ts';
import type { Step } from './steps.ts';

export interface StepResult extends Counts {
  readonly step: Step;
  readonly seconds: number;
  /** Why it failed where no single test says so, such as a time limit or a suite without tests. */
  readonly note?: string;
}

const reportFolder = join(rootFolder, 'test-results/reports');

/**
 * Runs a step with its output on this process's own, and returns its counts. Never throws: what cannot start has failed.
 * @param environment added to this process's environment
 * @param interrupted ends the step and everything that it started
 */
export async function runStep(
  step: Step,
  environment: Readonly<Record<string, string>>,
  interrupted: AbortSignal,
): Promise<StepResult> {
  const report = join(reportFolder, `${step.name}.json`);
  mkdirSync(reportFolder, { recursive: true });
  rmSync(report, { force: true });
  const startedMs = performance.now();
  const childEnvironment = {
    ...process.env,
    ...environment,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    ...(step.counting === 'check' ? {} : { CI: '1' }),
    PATH: `${join(rootFolder, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  };
  const end = await runCommand(step, childEnvironment, interrupted);
  const seconds = (performance.now() - startedMs) / 1000;
  const outcome = countsOf(step.counting, end.code === 0, report);
  const note = end.note ?? outcome.note;
  return { step, seconds, ...outcome.counts, ...(note === undefined ? {} : { note }) };
}

interface CommandEnd {
  readonly code: number;
  readonly note?: string;
}

async function runCommand(
  step: Step,
  environment: NodeJS.ProcessEnv,
  interrupted: AbortSignal,
): Promise<CommandEnd> {
  const child = spawn(step.command, [...step.args, ...reporterArgs(step)], {
    cwd: rootFolder,
    env: environment,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: true,
  });
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endGroup(child.pid);
  }, step.limitMinutes * 60_000);
  const interrupt = (): void => endGroup(child.pid);
  interrupted.addEventListener('abort', interrupt);
  try {
    await once(child, 'exit');
    if (interrupted.aborted) return { code: 1, note: 'interrupted' };
    if (timedOut) return { code: 1, note: `ended after ${step.limitMinutes} minutes` };
    return { code: child.exitCode ?? 1 };
  } catch (cause) {
    return { code: 1, note: `could not start ${step.command}: ${String(cause)}` };
  } finally {
    clearTimeout(timer);
    interrupted.removeEventListener('abort', interrupt);
    endGroup(child.pid);
  }
}

function reporterArgs(step: Step): string[] {
  if (step.counting === 'check') return [];
  if (step.counting === 'playwright') return ['--reporter=list,json'];
  const file = join(reportFolder, `${step.name}.json`);
  return ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
}

/** Ends what the step left running, all of it: each step leads a process group. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch {
    // The group is gone already, which is what was wanted.
  }
}
