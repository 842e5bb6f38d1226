import { describe, expect, test } from 'vitest';
import {
  EMPTY_SCAN_STATE,
  scanKey,
  scanSilence,
  type KeyStroke,
  type ScanStep,
} from '../../../shared/domain/scan.ts';

/** Feeds keys with a fixed gap and returns the last step and all scans. */
function feed(strokes: readonly KeyStroke[]): { last: ScanStep; codes: string[] } {
  let last: ScanStep = { state: EMPTY_SCAN_STATE, swallow: false, scans: [] };
  const codes: string[] = [];
  for (const stroke of strokes) {
    last = scanKey(last.state, stroke);
    codes.push(...last.scans.map((scan) => scan.code));
  }
  return { last, codes };
}

function burst(keys: readonly string[], startMs: number, gapMs: number): KeyStroke[] {
  return keys.map((key, index) => ({ key, timeMs: startMs + index * gapMs }));
}

describe('the scan detector', () => {
  test('takes a burst that ends with Enter, and the Enter with it', () => {
    const { last, codes } = feed(burst([...'8901234567890', 'Enter'], 0, 5));
    expect(codes).toEqual(['8901234567890']);
    expect(last.swallow).toBe(true);
  });

  test('leaves five quick keys and their Enter to the field', () => {
    const { last, codes } = feed(burst([...'12345', 'Enter'], 0, 5));
    expect(codes).toEqual([]);
    expect(last.swallow).toBe(false);
  });

  test('leaves a key that is held down to the field', () => {
    const held = burst([...'555555555', 'Enter'], 0, 31).map((stroke, index) => ({
      ...stroke,
      repeat: index > 0 && index < 9,
    }));
    expect(feed(held).codes).toEqual([]);
  });

  test('reads capitals, whose Shift keys do not interrupt', () => {
    const keys = ['Shift', 'A', 'Shift', 'B', '1', '2', '3', '4', 'Enter'];
    expect(feed(burst(keys, 0, 4)).codes).toEqual(['AB1234']);
  });

  test('gives up a burst that an arrow or Backspace interrupts', () => {
    expect(feed(burst([...'890123', 'Backspace', ...'456', 'Enter'], 0, 4)).codes).toEqual([]);
  });

  test('keeps a digit typed just before a scan out of the code', () => {
    const strokes = [{ key: '2', timeMs: 0 }, ...burst([...'8901234567890', 'Enter'], 30, 3)];
    const { last } = feed(strokes);
    expect(last.scans).toEqual([{ code: '8901234567890', keyCount: 13 }]);
  });

  test('takes a code without Enter after a silence, and swallows an Enter that comes late', () => {
    const { last } = feed(burst([...'8901234567890'], 0, 5));
    expect(scanSilence(last.state, 100).scans).toEqual([]);
    const silent = scanSilence(last.state, 145);
    expect(silent.scans).toEqual([{ code: '8901234567890', keyCount: 13 }]);
    expect(scanKey(silent.state, { key: 'Enter', timeMs: 180 }).swallow).toBe(true);
    expect(scanKey(silent.state, { key: 'Enter', timeMs: 600 }).swallow).toBe(false);
  });

  test('an Enter pressed by hand long after a burst confirms the scan but acts for itself', () => {
    const { last } = feed(burst([...'8901234567890'], 0, 5));
    const step = scanKey(last.state, { key: 'Enter', timeMs: 900 });
    expect(step.scans.map((scan) => scan.code)).toEqual(['8901234567890']);
    expect(step.swallow).toBe(false);
  });
});
