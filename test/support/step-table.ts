/** The table of results that `npm test` and `npm run check` end with. */
import type { StepResult } from './run-step.ts';

/**
 * The results as lines for people, one per step, ending with the line `N passed, N failed`.
 */
export function tableOf(results: readonly StepResult[]): string[] {
  const rows = results.map((result) => [
    result.failed === 0 ? 'ok' : 'FAILED',
    result.step.name,
    String(result.passed),
    String(result.failed),
    String(result.skipped),
    result.seconds.toFixed(1),
    result.note ?? '',
  ]);
  const table = [['', 'step', 'passed', 'failed', 'skipped', 'seconds', ''], ...rows];
  const widths =
    table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, column) =>
        column >= 2 && column <= 5 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failed, 0);
  return ['', ...lines, '', `${passed} passed, ${failed} failed`];
}
