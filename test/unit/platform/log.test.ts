import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLog, openLog } from '../../../electron/platform/log.ts';
import { scrubText } from '../../../electron/platform/scrub.ts';
import { systemIds } from '../../../electron/platform/ids.ts';
import { AT, fixedClock, temporaryFolder } from '../../support/store-fixtures.ts';

let folder = '';
let remove = (): void => undefined;

beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

/** What a log wrote, each line read. */
function written(use: (log: ReturnType<typeof createLog>) => void): unknown[] {
  const lines: string[] = [];
  use(createLog({ write: (line: string) => void lines.push(line) }, fixedClock));
  return lines.map((line): unknown => JSON.parse(line));
}

describe('A log', () => {
  test('writes the time of the clock, the level, the event and the fields it knows', () => {
    const lines = written((log) => log.info('sale-completed', { amountPaise: 600, state: 'paid' }));
    expect(lines).toEqual([
      { level: 'info', at: AT, event: 'sale-completed', amountPaise: 600, state: 'paid' },
    ]);
  });

  test('drops every field that it does not know', () => {
    const person = { buyerPhone: '9876543210', cardholderName: 'A B', cvv: '123', code: 'x' };
    const lines = written((log) => log.report('typed', person));
    expect(lines).toEqual([{ level: 'info', at: AT, event: 'typed', code: 'x' }]);
  });

  test('takes card numbers out of every text, of errors too', () => {
    const error = new TypeError('bad card 6527658900001005', { cause: 'x' });
    const lines = written((log) => {
      log.warn('6082 0153 0957 7308', { detail: 'card=6070-0000-0000-0002.' });
      log.error('failed', {}, error);
      log.error('failed', {}, '6527658900001005');
    });
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/65276589|60820153|6082 0153|6070-0000|0000001005/);
    expect(text).toContain('TypeError');
  });

  test('of a folder is a file of its own, which its owner alone may read', () => {
    openLog(join(folder, 'logs'), fixedClock).info('started');
    const path = join(folder, 'logs', 'galla.log');
    expect(readFileSync(path, 'utf8')).toContain('"event":"started"');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test('begins a new file when the last one has grown, and keeps a few', () => {
    for (let round = 0; round < 8; round += 1) {
      writeFileSync(join(folder, 'galla.log'), 'x'.repeat(5 * 1024 * 1024));
      openLog(folder, fixedClock).info('started');
    }
    const names = ['galla.1.log', 'galla.2.log', 'galla.3.log', 'galla.4.log', 'galla.5.log', 'galla.log'];
    expect(readdirSync(folder).toSorted()).toEqual(names);
  });
});

describe('Scrubbing', () => {
  test.each([
    '6527658900001005',
    '6527 6589 0000 1005',
    '6527-6589-0000-1005',
    '6527.6589.0000.1005',
    'x6527658900001005y',
    '９５２７６５８９００００１００５',
    '00652765890000100500',
  ])('removes %s', (text) => {
    expect(scrubText(`before ${text} after`)).not.toMatch(/\d{4}/);
  });

  test('keeps ids, amounts, last four digits and invoice numbers', () => {
    const id = systemIds.next();
    expect(scrubText(id)).toBe(id);
    expect(scrubText('A1/2627/000123 paid 21000 by 1005')).toBe('A1/2627/000123 paid 21000 by 1005');
  });

  test('cuts a text that would flood the log', () => {
    expect(scrubText('a'.repeat(100_000)).length).toBeLessThan(3000);
  });
});
