/**
 * `npm test`: sets up the machine, then runs every step and ends with the line `N passed, N failed`.
 * `npm test -- unit e2e` runs only the steps named. The exit code is 0 only when everything passed and every suite ran.
 */
import { ensureMachine, needsOfTests } from '../support/machine.ts';
import type { StepResult } from '../support/run-step.ts';
import { runSteps } from '../support/run-steps.ts';
import { allSteps } from '../support/steps.ts';
import type { Step } from '../support/steps.ts';

const names = process.argv.slice(2);
const unknown = names.filter((name) => !allSteps.some((step) => step.name === name));

if (names.includes('--help') || unknown.length > 0) {
  const known = allSteps.map((step) => `  ${step.name.padEnd(12)}${step.purpose}`);
  process.stdout.write(`npm test [-- STEP…]\nThe steps, in order:\n${known.join('\n')}\n`);
  process.exitCode = names.includes('--help') ? 0 : 2;
} else {
  const chosen = names.length === 0 ? allSteps : allSteps.filter((step) => names.includes(step.name));
  process.exitCode = await runSteps(chosen, [machineStep()]);
}

function machineStep(): StepResult {
  const step: Step = {
    name: 'machine',
    purpose: 'what the tests need beside npm',
    counting: 'check',
    command: 'apt-get',
    args: [],
    limitMinutes: 10,
    screen: false,
  };
  process.stdout.write(`=== machine: ${step.purpose} (Node ${process.versions.node})\n`);
  const startedMs = performance.now();
  const report = ensureMachine(needsOfTests, (line) => process.stdout.write(`    ${line}\n`));
  const seconds = (performance.now() - startedMs) / 1000;
  if (report.ok) return { step, seconds, passed: 1, failed: 0, skipped: 0 };
  process.stdout.write(`    ${report.advice}\n`);
  return { step, seconds, passed: 0, failed: 1, skipped: 0, note: report.advice };
}
