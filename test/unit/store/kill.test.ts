import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { installation, newStore, reopenStore, temporaryFolder } from '../../support/store-fixtures.ts';

/** Sells in another process and kills it once it has said `sales` numbers; the numbers it said. */
async function sellAndKill(folder: string, sales: number): Promise<string[]> {
  const entry = fileURLToPath(new URL('../../support/sell-forever.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, folder, installation], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === sales) child.kill('SIGKILL');
  }
  await exited;
  return said;
}

function factsOf(path: string): {
  readonly integrity: unknown;
  readonly numbers: string[];
  readonly broken: unknown[];
  readonly halves: unknown;
  readonly totals: unknown;
  readonly sums: unknown;
} {
  const db = new Database(path, { readonly: true });
  try {
    return {
      integrity: db.pragma('integrity_check', { simple: true }),
      numbers: db.prepare<[], string>('SELECT invoice_number FROM orders ORDER BY seq').pluck().all(),
      broken: db.prepare('SELECT * FROM pragma_foreign_key_check').all(),
      halves: db
        .prepare(
          `SELECT count(*) FROM orders o WHERE o.state <> 'paid'
            OR (SELECT count(*) FROM order_lines WHERE order_seq = o.seq) <> o.line_count
            OR (SELECT count(*) FROM outbox WHERE aggregate_id = o.order_id) <> 1`,
        )
        .pluck()
        .get(),
      totals: db
        .prepare("SELECT bill_count AS n, amount_paise AS sum FROM day_totals WHERE dimension = 'sales'")
        .get(),
      sums: db.prepare('SELECT count(*) AS n, sum(total_paise) AS sum FROM orders').get(),
    };
  } finally {
    db.close();
  }
}

test('A till that is killed again and again keeps every sale it confirmed, whole, once, and without a gap', async () => {
  const { folder, remove } = temporaryFolder();
  newStore(folder).close();
  const confirmed: string[] = [];
  for (const sales of [1, 2, 17, 40, 65]) {
    confirmed.push(...(await sellAndKill(folder, sales)));
    const store = reopenStore(folder);
    expect(store.stoppedUncleanly).toBe(true);
    store.close();
    const facts = factsOf(join(folder, 'store.db'));
    expect(facts).toMatchObject({ integrity: 'ok', broken: [], halves: 0 });
    expect(facts.totals).toEqual(facts.sums);
    expect(facts.numbers).toEqual(
      facts.numbers.map((_number, index) => `A1/2627/${String(index + 1).padStart(6, '0')}`),
    );
    expect(confirmed.filter((number) => !facts.numbers.includes(number))).toEqual([]);
  }
  expect(confirmed.length).toBeGreaterThanOrEqual(125);
  remove();
});
