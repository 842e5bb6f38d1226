import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { detectCard, lastFour, luhn, maskCard } from '../../../shared/domain/card.ts';
import { scrubCardNumbers } from '../../../shared/domain/scrub.ts';

const TEST_CARDS = ['6527658900001005', '6082015309577308', '6070000000000002'];
const SAMPLE = new URL('../../../../shared/data/bins-sample.csv', import.meta.url);

describe('detecting the scheme of a card', () => {
  test.each(TEST_CARDS)('%s is a whole RuPay number', (number) => {
    expect(detectCard(number)).toMatchObject({ brand: 'rupay', lengthOk: true, luhnOk: true });
    expect(detectCard(number.replace(/(\d{4})/g, '$1 ').trim())).toMatchObject({
      brand: 'rupay',
      luhnOk: true,
    });
  });

  test.each([
    ['411111', 'visa'],
    ['555555', 'mastercard'],
    ['222100', 'mastercard'],
    ['378282', 'amex'],
    ['305693', 'diners'],
    ['601111', 'discover'],
    ['644000', 'discover'],
    ['352800', 'jcb'],
    ['353800', 'rupay'],
    ['356000', 'rupay'],
    ['357000', 'jcb'],
    ['508500', 'rupay'],
    ['500000', 'maestro'],
    ['606985', 'rupay'],
    ['652150', 'rupay'],
    ['653149', 'rupay'],
    ['653150', 'discover'],
    ['817199', 'unionpay'],
    ['817200', 'rupay'],
    ['820199', 'rupay'],
    ['622126', 'unionpay'],
    ['999999', 'unknown'],
  ])('%s is %s', (bin, brand) => {
    expect(detectCard(bin).brand).toBe(brand);
  });

  test('the families of RuPay always keep RuPay among the candidates', () => {
    for (const family of ['60', '65', '81', '82', '508', '353', '356']) {
      for (let tail = 0; tail < 1000; tail += 7) {
        const bin = `${family}${String(tail).padStart(6, '0')}`.slice(0, 6);
        expect(detectCard(bin).candidates).toContain('rupay');
      }
    }
  });

  test('while it is typed the brand stays open as long as a longer prefix can change it', () => {
    expect(detectCard('6')).toMatchObject({ brand: 'unknown' });
    expect(detectCard('6').candidates).toEqual(
      expect.arrayContaining(['rupay', 'discover', 'maestro', 'unionpay']),
    );
    expect(detectCard('60').brand).toBe('unknown');
    expect(detectCard('607').brand).toBe('rupay');
    expect(detectCard('')).toEqual({ candidates: [], brand: 'unknown', lengthOk: false, luhnOk: false });
    expect(detectCard('60x')).toMatchObject({ candidates: [] });
  });

  test('on the sample of real BINs RuPay is found, and others are not taken for it', () => {
    expect(existsSync(SAMPLE), 'The sample ../shared/data/bins-sample.csv is not here.').toBe(true);
    const rows = readFileSync(SAMPLE, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split(','));
    const isRuPay = (row: readonly string[]) => (row[1] ?? '').includes('RUPAY');
    const count = (part: readonly (readonly string[])[], holds: (bin: string) => boolean) =>
      part.filter((row) => holds(row[0] ?? '')).length / part.length;
    const rupay = rows.filter(isRuPay);
    const others = rows.filter((row) => !isRuPay(row));
    expect(rupay.length).toBeGreaterThan(1000);
    expect(count(rupay, (bin) => detectCard(bin).candidates.includes('rupay'))).toBeGreaterThanOrEqual(0.99);
    expect(count(rupay, (bin) => detectCard(bin).brand === 'rupay')).toBeGreaterThanOrEqual(0.97);
    expect(count(others, (bin) => detectCard(bin).brand === 'rupay')).toBeLessThanOrEqual(0.015);
  });
});

describe('card numbers in sight', () => {
  test('Luhn holds for the test numbers and for none of their neighbours', () => {
    for (const number of TEST_CARDS) {
      expect(luhn(number)).toBe(true);
      for (let last = 0; last < 10; last += 1) {
        expect(luhn(`${number.slice(0, -1)}${last}`)).toBe(String(last) === number.slice(-1));
      }
    }
    for (const bad of ['', '0', 'abcd', '6527 6589 0000 1O05']) expect(luhn(bad)).toBe(false);
  });

  test('at most the BIN and the last four are shown', () => {
    expect(maskCard('6527 6589 0000 1005')).toBe('652765******1005');
    expect(maskCard('123456')).toBe('******');
    expect(lastFour('6527658900001005')).toBe('1005');
    expect(lastFour('12')).toBeNull();
  });

  test('logs lose every card number, written in any usual way', () => {
    for (const number of TEST_CARDS) {
      const [a, b, c, d] = [0, 4, 8, 12].map((at) => number.slice(at, at + 4));
      for (const text of [
        number,
        `${a} ${b} ${c} ${d}`,
        `${a}-${b}-${c}-${d}`,
        `${number}1230`,
        `4 ${number}`,
        `x${number}y`,
      ]) {
        const scrubbed = scrubCardNumbers(`pan=${text};`);
        expect(scrubbed.replace(/\D/g, '')).not.toContain(number.slice(0, 12));
        expect(scrubbed).toContain('*');
      }
    }
    expect(scrubCardNumbers('a 6527658900001005 b 6070000000000002')).toBe(
      'a ************1005 b ************0002',
    );
  });

  test('times, ids, phone numbers and amounts stay readable', () => {
    for (const text of [
      '{"time":1795380463000}',
      '018f5f3e-7c1a-7b2d-9c4e-0a0b0c0d0e0f',
      '98765 43210',
      '₹12,34,567.89',
      'A1/2627/000123',
    ]) {
      expect(scrubCardNumbers(text)).toBe(text);
    }
  });
});
