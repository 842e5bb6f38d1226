/** How many tests of a step passed and failed, read from the report that its runner wrote. */
import { readFileSync } from 'node:fs';
import type { Counting } from './steps.ts';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Outcome {
  readonly counts: Counts;
  readonly note?: string;
}

/**
 * The counts of a finished step. A failure that no test accounts for (a file that does not load, a suite that ran
 * nothing, a report that is missing) is counted as one.
 * @param succeeded whether the runner ended with exit code 0
 * @param report the runner's JSON report
 */
export function countsOf(counting: Counting, succeeded: boolean, report: string): Outcome {
  if (counting === 'check') {
    return { counts: { passed: succeeded ? 1 : 0, failed: succeeded ? 0 : 1, skipped: 0 } };
  }
  const parsed = readReport(report);
  if (parsed === undefined) return { counts: oneFailure, note: 'the runner wrote no report' };
  const counts = counting === 'vitest' ? vitestCounts(parsed) : playwrightCounts(parsed);
  if (counts.passed + counts.failed === 0) return { counts: { ...counts, failed: 1 }, note: 'no test ran' };
  if (!succeeded && counts.failed === 0) {
    return { counts: { ...counts, failed: 1 }, note: 'the runner failed outside its tests' };
  }
  return { counts };
}

const oneFailure: Counts = { passed: 0, failed: 1, skipped: 0 };

type Report = Readonly<Record<string, unknown>>;

function readReport(path: string): Report | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isReport(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function vitestCounts(report: Report): Counts {
  return {
    passed: count(report, 'numPassedTests'),
    failed: count(report, 'numFailedTests'),
    skipped: count(report, 'numPendingTests') + count(report, 'numTodoTests'),
  };
}

/** Playwright calls a test that failed and then passed "flaky"; here it has failed. */
function playwrightCounts(report: Report): Counts {
  const stats = isReport(report['stats']) ? report['stats'] : {};
  return {
    passed: count(stats, 'expected'),
    failed: count(stats, 'unexpected') + count(stats, 'flaky'),
    skipped: count(stats, 'skipped'),
  };
}

function count(report: Report, name: string): number {
  const value = report[name];
  return typeof value === 'number' ? value : 0;
}

function isReport(value: unknown): value is Report {
  return typeof value === 'object' && value !== null;
}
