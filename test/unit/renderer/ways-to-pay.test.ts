import { describe, expect, test } from 'vitest';
import { qrPath } from '../../../renderer/counter/qr-path.ts';
import { slipOf, slipProblems } from '../../../renderer/counter/slip.ts';

/** The modules of a drawn code, read back from its bars. */
function modulesOf(text: string): { readonly size: number; readonly dark: ReadonlySet<string> } {
  const { size, path } = qrPath(text);
  const dark = new Set<string>();
  for (const [, x = '', y = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let step = 0; step < Number(width); step += 1) dark.add(`${Number(x) + step},${y}`);
  }
  return { size, dark };
}

describe('the UPI QR code', () => {
  const uri = 'upi://pay?pa=shop@bank&pn=Gupta%20Kirana&mc=5411&tr=0189abcdef&am=560.00&cu=INR';

  test('it has a quiet zone of four modules on each side', () => {
    const { size, dark } = modulesOf(uri);
    for (const module of dark) {
      const [x = 0, y = 0] = module.split(',').map(Number);
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(4);
      expect(Math.max(x, y)).toBeLessThan(size - 4);
    }
  });

  test('it has a finder pattern in three corners and none in the fourth (ISO/IEC 18004)', () => {
    const { size, dark } = modulesOf(uri);
    const last = size - 4 - 7;
    const ring = (left: number, top: number): boolean =>
      Array.from({ length: 7 }, (_, step) => step).every(
        (step) => dark.has(`${left + step},${top}`) && dark.has(`${left},${top + step}`),
      );
    expect([ring(4, 4), ring(last, 4), ring(4, last)]).toEqual([true, true, true]);
    expect(ring(last, last)).toBe(false);
  });

  test('another amount is another code', () => {
    expect(qrPath(uri).path).not.toBe(qrPath(uri.replace('560', '561')).path);
  });
});

describe('the slip of another machine', () => {
  const good = { rrn: '632700012345', authCode: 'a1b2c3', slipDate: '2026-11-22', lastFour: '' };

  test('a whole slip is taken, its auth code in capitals and no digits of a card where none were typed', () => {
    expect(slipProblems(good, '2026-11-22').size).toBe(0);
    expect(slipOf(good)).toEqual({
      rrn: '632700012345',
      authCode: 'A1B2C3',
      slipDate: '2026-11-22',
      lastFour: null,
    });
  });

  test.each([
    ['an RRN of eleven digits', { rrn: '63270001234' }, 'rrn'],
    ['an auth code of five', { authCode: 'A1B2C' }, 'authCode'],
    ['a date in the future', { slipDate: '2026-11-23' }, 'slipDate'],
    ['no date', { slipDate: '' }, 'slipDate'],
    ['three last digits', { lastFour: '100' }, 'lastFour'],
  ])('%s is told', (_what, change, field) => {
    expect([...slipProblems({ ...good, ...change }, '2026-11-22')]).toEqual([field]);
  });
});
