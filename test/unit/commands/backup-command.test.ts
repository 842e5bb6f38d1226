import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openBackedUpTill, type BackedUpTill } from '../../support/backed-up-till.ts';
import { pagesOf, spoilPage } from '../../support/busy-store.ts';

/** Many stores, or many processes, on a busy machine. */
const LONG = { timeout: 240_000 };

let root = '';
let till: BackedUpTill;
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'galla-backup-command-'));
  till = await openBackedUpTill(join(root, 'till'), join(root, 'installation'));
});
afterEach(async () => {
  await till.close();
  rmSync(root, { recursive: true, force: true });
});

type Ran = {
  readonly status: number | null;
  readonly line: Record<string, unknown>;
  readonly out: string;
  /** What people were told on the way. */
  readonly told: readonly string[];
};

function run(
  name: 'backup' | 'restore',
  args: readonly string[],
  environment: Record<string, string> = {},
): Ran {
  const script = new URL(`../../../electron/commands/${name}.ts`, import.meta.url).pathname;
  const ran = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    env: { ...process.env, GALLA_BACKUP_PASSPHRASE: '', ...environment },
  });
  const last = ran.stdout.trim().split('\n').at(-1) ?? '';
  const line = last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {};
  const told = ran.stderr.split('\n').filter((text) => text.startsWith(`${name}: `));
  return { status: ran.status, line, out: ran.stdout, told };
}

const data = (): string[] => ['--data', join(root, 'till')];

describe('npm run backup and npm run restore', () => {
  test('explain themselves, and refuse what they do not know', LONG, () => {
    for (const name of ['backup', 'restore'] as const) {
      expect(run(name, ['--help'])).toMatchObject({ status: 0 });
      expect(run(name, ['--help']).out).toContain('Exit codes');
      expect(run(name, ['--nothing']).status).toBe(2);
    }
    expect(run('restore', []).status).toBe(2);
    expect(run('backup', ['a-file']).status).toBe(2);
    expect(run('backup', ['--data', join(root, 'nowhere')])).toMatchObject({
      status: 3,
      line: { error: 'no-store' },
    });
  });

  test('back up beside a running till, and restore once it is closed', async () => {
    await till.sellCash();
    const made = run('backup', [...data(), '--to', join(root, 'stick')]);
    expect(made).toMatchObject({ status: 0, line: { bills: 1, sealed: false } });
    expect(made.told).toEqual([
      'backup: the store is copied, and the copy checked',
      'backup: its hash is written beside it',
    ]);
    const file = String(made.line['file']);
    expect(await till.sellCash()).toBe('TA1/2627/000002');
    expect(run('restore', [file, ...data()])).toMatchObject({ status: 4, line: { error: 'held' } });
    expect(run('restore', [file, '--look'])).toMatchObject({ status: 0, line: { bills: 1 } });
    await till.close();
    const restored = run('restore', [file, ...data()]);
    expect(restored).toMatchObject({ status: 0, line: { bills: 1, taken: 0 } });
    expect(restored.told).toEqual([
      'restore: the backup is opened and checked',
      'restore: the new store is checked',
      'restore: it takes the place of the one that was there',
    ]);
    expect(existsSync(String(restored.line['setAside']))).toBe(true);
  });

  test('seal with a passphrase, and open with it alone', LONG, async () => {
    await till.close();
    const secret = join(root, 'passphrase');
    writeFileSync(secret, 'tamarind rice\n');
    const made = run('backup', [...data(), '--to', join(root, 'stick'), '--passphrase-file', secret]);
    expect(made).toMatchObject({ status: 0, line: { sealed: true } });
    expect(made.told[1]).toBe('backup: the copy is sealed, and opened again to see');
    const file = String(made.line['file']);
    expect(run('restore', [file, '--look'])).toMatchObject({
      status: 3,
      line: { error: 'passphrase-needed' },
    });
    expect(run('restore', [file, '--look'], { GALLA_BACKUP_PASSPHRASE: 'no' }).line['error']).toBe(
      'wrong-passphrase',
    );
    expect(run('restore', [file, '--look'], { GALLA_BACKUP_PASSPHRASE: 'tamarind rice' }).status).toBe(0);
    const fresh = ['--data', join(root, 'other-pc')];
    expect(run('restore', [file, ...fresh], { GALLA_BACKUP_PASSPHRASE: 'tamarind rice' })).toMatchObject({
      status: 0,
    });
  });

  test('salvage a damaged store into a backup, and refuse to back it up', async () => {
    await till.sellCash();
    const file = String(run('backup', [...data(), '--to', join(root, 'stick')]).line['file']);
    await till.sellCash();
    await till.close();
    const [page] = pagesOf(till.storePath).filter(({ table }) => table === 'audit');
    spoilPage(till.storePath, page?.number ?? 0);
    const refused = run('backup', [...data(), '--to', join(root, 'stick')]);
    expect(refused).toMatchObject({ status: 4, line: { error: 'damaged' } });
    expect(readdirSync(join(root, 'stick'))).toHaveLength(2);
    expect(run('restore', [file, ...data(), '--salvage'])).toMatchObject({ status: 0, line: { bills: 2 } });
  });
});
