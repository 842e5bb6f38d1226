import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { repositoryFiles } from '../support/repository.ts';
import { runStep } from '../support/run-step.ts';
import { countsOf } from '../support/step-counts.ts';
import { tableOf } from '../support/step-table.ts';
import { allSteps } from '../support/steps.ts';
import type { Step } from '../support/steps.ts';

const folder = mkdtempSync(join(tmpdir(), 'galla-steps-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const never = new AbortController().signal;

const step = (name: string, script: string): Step => ({
  name,
  purpose: 'tries the runner',
  counting: 'check',
  command: process.execPath,
  args: ['-e', script],
  limitMinutes: 1,
  screen: false,
});

function report(name: string, content: unknown): string {
  const path = join(folder, `${name}.json`);
  writeFileSync(path, JSON.stringify(content));
  return path;
}

describe('a step', () => {
  test('that ends with 0 has passed, with anything else has failed', async () => {
    expect(await runStep(step('try-good', ''), {}, never)).toMatchObject({ passed: 1, failed: 0 });
    expect(await runStep(step('try-bad', 'process.exit(3)'), {}, never)).toMatchObject({
      passed: 0,
      failed: 1,
    });
  });

  test('that cannot start has failed and says why', async () => {
    const result = await runStep({ ...step('try-none', ''), command: 'no-such-command' }, {}, never);
    expect(result).toMatchObject({ passed: 0, failed: 1 });
    expect(result.note).toContain('no-such-command');
  });

  test('that does not end is ended at its limit, with everything that it started', async () => {
    const script =
      "require('node:child_process').spawn('sleep', ['600'], { stdio: 'inherit' }); setInterval(() => 0, 1000);";
    const result = await runStep({ ...step('try-endless', script), limitMinutes: 0.02 }, {}, never);
    expect(result).toMatchObject({ passed: 0, failed: 1, note: 'ended after 0.02 minutes' });
  });
});

test('an interruption ends a step that runs', async () => {
  const interruption = new AbortController();
  const running = runStep(step('try-interrupted', 'setInterval(() => 0, 1000)'), {}, interruption.signal);
  interruption.abort();
  expect(await running).toMatchObject({ passed: 0, failed: 1, note: 'interrupted' });
});

describe('the counts of a suite', () => {
  test('are those of its report', () => {
    const vitest = report('vitest', {
      numPassedTests: 4,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 0,
    });
    expect(countsOf('vitest', false, vitest)).toEqual({ counts: { passed: 4, failed: 1, skipped: 2 } });
    const playwright = report('playwright', { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 1 } });
    expect(countsOf('playwright', false, playwright)).toEqual({
      counts: { passed: 3, failed: 2, skipped: 1 },
    });
  });

  test('hold one failure when no test ran, even when the runner is content', () => {
    const path = report('empty', { numPassedTests: 0, numFailedTests: 0, numPendingTests: 5 });
    expect(countsOf('vitest', true, path)).toEqual({
      counts: { passed: 0, failed: 1, skipped: 5 },
      note: 'no test ran',
    });
  });

  test('hold one failure when the runner failed but no test did, such as when a file does not load', () => {
    const path = report('broken', { numPassedTests: 7, numFailedTests: 0 });
    expect(countsOf('vitest', false, path).counts).toEqual({ passed: 7, failed: 1, skipped: 0 });
  });

  test('hold one failure when there is no report', () => {
    expect(countsOf('playwright', true, join(folder, 'none.json')).counts.failed).toBe(1);
  });
});

test('the table ends with the sums', () => {
  const one = { step: step('one', ''), seconds: 1, passed: 2, failed: 0, skipped: 0 };
  const two = { step: step('two', ''), seconds: 2, passed: 3, failed: 1, skipped: 0, note: 'why' };
  expect(tableOf([one, two]).at(-1)).toBe('5 passed, 1 failed');
  expect(tableOf([one, two]).join('\n')).toMatch(/ok +one +2 +0[\s\S]*FAILED +two +3 +1 .*why/);
});

test('every test file is run by exactly one step', () => {
  const files = repositoryFiles().filter((path) => /^test\/.*\.(?:test|spec)\.tsx?$/.test(path));
  const runs = files.map((path) => ({
    path,
    steps: allSteps.filter((one) => isRunBy(one, path)).map((one) => one.name),
  }));
  expect(runs.filter((run) => run.steps.length !== 1)).toEqual([]);
});

function isRunBy(one: Step, path: string): boolean {
  const suffix = one.counting === 'playwright' ? /\.spec\.ts$/ : /\.test\.tsx?$/;
  if (one.counting === 'check' || !suffix.test(path)) return false;
  return one.args.some(
    (argument) => argument.startsWith('test/') && argument.endsWith('/') && path.startsWith(argument),
  );
}
