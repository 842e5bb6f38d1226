import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { rootFolder } from '../support/repository.ts';

const folder = mkdtempSync(join(tmpdir(), 'galla-lint-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Example {
  readonly file: string;
  readonly text: string;
  /** What the linter says, or nothing when it should let it pass. */
  readonly says?: string;
}

const examples: readonly Example[] = [
  { file: 'shared/a.ts', text: 'export const now = Date.now();', says: 'Date.now is not allowed in shared' },
  { file: 'shared/b.ts', text: 'export const chance = Math.random();', says: 'Math.random is not allowed' },
  { file: 'electron/sales/c.ts', text: 'export const day = new Date();', says: 'new Date() without a time' },
  { file: 'electron/sales/d.ts', text: 'export const day = new Date(0);' },
  { file: 'electron/platform/e.ts', text: 'export const now = Date.now();' },
  {
    file: 'electron/sales/f.ts',
    text: "export const q = 'SELECT id FROM orders';",
    says: 'SQL belongs to electron/store',
  },
  {
    file: 'electron/sales/g.ts',
    text: 'export const q = `update orders set paid = 1`;',
    says: 'SQL belongs',
  },
  {
    file: 'electron/sales/h.ts',
    text: "export const advice = 'Select a product from the list';",
  },
  { file: 'electron/sales/i.ts', text: "export const advice = 'Update the price';" },
  { file: 'electron/store/j.ts', text: "export const q = 'SELECT id FROM orders';" },
  {
    file: 'shared/k.ts',
    text: "export const load = () => import('../electron/store/x.ts');",
    says: 'shared may not import',
  },
  {
    file: 'shared/l.ts',
    text: "export type X = import('../electron/store/x.ts').X;",
    says: 'shared may not import',
  },
  { file: 'shared/m.ts', text: "export * from '../electron/store/x.ts';", says: 'shared may not import' },
  { file: 'shared/n.ts', text: "import 'fs';", says: 'shared may not import node:fs' },
  {
    file: 'electron/sales/o.ts',
    text: "export const page = await fetch('x');",
    says: 'Calls go out through the gateway',
  },
  {
    file: 'electron/sales/p.ts',
    text: 'export const text = (1.5).toFixed(2);',
    says: "'toFixed' is restricted",
  },
  { file: 'electron/sales/q.ts', text: "console.log('sold');", says: 'Unexpected console' },
  { file: 'electron/sales/r.ts', text: 'export default 1;', says: 'Prefer named exports' },
];

for (const { file, text } of examples) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), `${text}\n`);
}

describe('the linter as it is configured', () => {
  const lint = (): string => {
    const config = join(rootFolder, '.oxlintrc.json');
    return spawnSync('oxlint', ['-c', config, '--format', 'unix', '.'], { cwd: folder, encoding: 'utf8' })
      .stdout;
  };
  const findings = lint().split('\n');

  test.each(examples.map((example) => [example.text, example] as const))('%s', (_text, example) => {
    const about = findings.filter((line) => line.startsWith(`${example.file}:`));
    if (example.says === undefined) expect(about).toEqual([]);
    else expect(about.join('\n')).toContain(example.says);
  });
});
