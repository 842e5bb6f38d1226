import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { makeEan13 } from '../../../shared/domain/barcode.ts';
import {
  countsAsScan,
  createScanInput,
  wholeCode,
  type ScanPlace,
} from '../../../renderer/app/scan-input.ts';

const SALT = makeEan13('890123450001');
const TEA = makeEan13('890123450002');

/** A window with one field, a steady clock that the test moves, and what was scanned. */
function windowWith(place: ScanPlace) {
  let nowMs = 1000;
  let text = '';
  const scans: string[] = [];
  const pressed: string[] = [];
  const input = createScanInput({
    mark: () => {
      const putBack = (before: string): void => {
        text = before;
      };
      return { place, before: text, putBack };
    },
    onScan: (code) => scans.push(code),
    nowMs: () => nowMs,
  });
  const key = (name: string, afterMs: number): void => {
    nowMs += afterMs;
    vi.advanceTimersByTime(afterMs);
    let swallowed = false;
    const swallow = (): void => {
      swallowed = true;
    };
    input.onKey({
      key: name,
      timeStamp: nowMs,
      repeat: false,
      ctrlKey: false,
      altKey: false,
      metaKey: false,
      isComposing: false,
      preventDefault: swallow,
      stopImmediatePropagation: () => undefined,
    });
    if (swallowed) return;
    if (name.length === 1 && place !== 'no-field') text += name;
    else pressed.push(name);
  };
  const type = (code: string, gapMs: number): void => {
    for (const letter of code) key(letter, gapMs);
  };
  const rest = (ms: number): void => {
    nowMs += ms;
    vi.advanceTimersByTime(ms);
  };
  return { key, type, rest, scans, pressed, fieldText: () => text };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('scans among keys', () => {
  test('a scan wherever the focus is gives its code once, and its Enter presses nothing', () => {
    const { type, key, scans, pressed } = windowWith('no-field');
    type(SALT, 4);
    key('Enter', 4);
    expect(scans).toEqual([SALT]);
    expect(pressed).not.toContain('Enter');
  });

  test('two scans thirty milliseconds apart are two scans, in their order', () => {
    const { type, key, scans } = windowWith('scan-field');
    type(SALT, 2);
    key('Enter', 2);
    key(TEA.charAt(0), 30);
    type(TEA.slice(1), 2);
    key('Enter', 2);
    expect(scans).toEqual([SALT, TEA]);
  });

  test('the digits of a scan do not stay in a field such as a quantity', () => {
    const { type, key, scans, fieldText } = windowWith('other-field');
    type('2', 200);
    key(SALT.charAt(0), 400);
    type(SALT.slice(1), 3);
    key('Enter', 3);
    expect(scans).toEqual([SALT]);
    expect(fieldText()).toBe('2');
  });

  test('a scanner that sends no Enter is understood by its silence', () => {
    const { type, rest, scans, fieldText } = windowWith('scan-field');
    type(SALT, 3);
    rest(200);
    expect(scans).toEqual([SALT]);
    expect(fieldText()).toBe('');
  });

  test('what fingers type stays in the field, and their Enter works', () => {
    const { type, key, scans, pressed, fieldText } = windowWith('scan-field');
    type('toor dal', 90);
    key('Enter', 90);
    expect(scans).toEqual([]);
    expect(pressed).toEqual(['Enter']);
    expect(fieldText()).toBe('toor dal');
  });

  test('quick typing into a form is left alone, Enter included', () => {
    const { type, key, scans, pressed, fieldText } = windowWith('other-field');
    type('9876543210', 5);
    key('Enter', 5);
    expect(scans).toEqual([]);
    expect(pressed).toEqual(['Enter']);
    expect(fieldText()).toBe('9876543210');
  });

  test('a code that a busy computer stretched is still one code', () => {
    const { type, key, rest, scans, fieldText } = windowWith('scan-field');
    type(SALT.slice(0, 6), 4);
    rest(120);
    type(SALT.slice(6), 4);
    key('Enter', 4);
    expect(scans).toEqual([SALT]);
    expect(fieldText()).toBe('');
  });

  test('a scan after letters that were typed leaves the letters', () => {
    const { type, key, rest, scans, fieldText } = windowWith('scan-field');
    type('tea', 90);
    rest(400);
    type(SALT, 4);
    key('Enter', 4);
    expect(scans).toEqual([SALT]);
    expect(fieldText()).toBe('tea');
  });

  test('Enter soon after quick typing that was no scan still works', () => {
    const { type, key, rest, pressed } = windowWith('scan-field');
    type('toor dal', 5);
    rest(100);
    key('Enter', 10);
    expect(pressed).toEqual(['Enter']);
  });

  test('digits before a code join it only when the code is not right by itself', () => {
    expect(wholeCode('1', SALT)).toBe(SALT);
    expect(wholeCode(SALT.slice(0, 7), SALT.slice(7))).toBe(SALT);
    expect(wholeCode('tea', '12345678')).toBe('12345678');
  });

  test.each([
    [SALT, 'other-field', true, true],
    ['Gupta Store', 'other-field', true, false],
    ['12345678901', 'other-field', true, false],
    ['12345678901', 'scan-field', true, true],
    ['12345678901', 'scan-field', false, false],
    [SALT, 'scan-field', false, true],
    ['toor dal', 'scan-field', true, false],
    ['SKU-0042', 'scan-field', true, true],
    ['SKU-0042', 'scan-field', false, false],
    ['SKU-0042', 'no-field', true, true],
    ['SKU-0042', 'no-field', false, false],
  ] as const)('%s in %s, ended by Enter: %s, counts as a scan: %s', (code, place, ended, counts) => {
    expect(countsAsScan(code, place, ended)).toBe(counts);
  });
});
