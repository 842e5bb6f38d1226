/** Runs steps one after the other, whatever becomes of each, and prints the table. */
import { openScreen } from './machine.ts';
import type { Screen } from './machine.ts';
import { runStep } from './run-step.ts';
import type { StepResult } from './run-step.ts';
import { tableOf } from './step-table.ts';
import type { Step } from './steps.ts';

/**
 * Runs the steps in order and prints their table; the last line printed is `N passed, N failed`.
 * @param before results that are known already, such as that of setting up the machine
 * An interruption (Ctrl-C) ends the present step with all that it started, and leaves the others out.
 * @returns the exit code: 0 when everything passed, else 1
 */
export async function runSteps(steps: readonly Step[], before: readonly StepResult[] = []): Promise<number> {
  const results: StepResult[] = [...before];
  const interruption = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => interruption.abort());
  for (const step of steps) {
    if (interruption.signal.aborted) break;
    print(`\n=== ${step.name}: ${step.purpose}\n    ${[step.command, ...step.args].join(' ')}`);
    const screen = step.screen ? await screenOrNone() : undefined;
    const environment: Record<string, string> =
      screen?.display === undefined ? {} : { DISPLAY: screen.display };
    results.push(await runStep(step, environment, interruption.signal));
    screen?.stop();
  }
  for (const line of tableOf(results)) print(line);
  return results.some((result) => result.failed > 0) ? 1 : 0;
}

async function screenOrNone(): Promise<Screen | undefined> {
  try {
    const screen = await openScreen();
    if (screen.virtual) print(`    on the virtual screen ${screen.display ?? ''}`);
    return screen;
  } catch (cause) {
    print(`    no screen: ${String(cause)}`);
    return undefined;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
