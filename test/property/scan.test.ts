import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeEan13 } from '../../shared/domain/barcode.ts';
import {
  DEFAULT_SCAN_CONFIG,
  EMPTY_SCAN_STATE,
  scanKey,
  scanSilence,
  type KeyStroke,
} from '../../shared/domain/scan.ts';

/** Plays strokes through the detector, with the renderer's timer between them, as a field that gives scanned keys back. */
function play(strokes: readonly KeyStroke[]) {
  let state = EMPTY_SCAN_STATE;
  const scans: string[] = [];
  let field: string[] = [];
  const take = (found: readonly { code: string; keyCount: number }[], pending: number) => {
    let end = field.length - pending;
    for (const scan of found.toReversed()) {
      field = [...field.slice(0, end - scan.keyCount), ...field.slice(end)];
      end -= scan.keyCount;
    }
    scans.push(...found.map((scan) => scan.code));
  };
  for (const [index, stroke] of strokes.entries()) {
    const step = scanKey(state, stroke);
    state = step.state;
    take(step.scans, 0);
    if (!step.swallow) field.push(stroke.key);
    const next = strokes[index + 1];
    const idleAtMs = stroke.timeMs + DEFAULT_SCAN_CONFIG.silenceMs;
    if (next === undefined || next.timeMs > idleAtMs) {
      const idle = scanSilence(state, idleAtMs);
      state = idle.state;
      take(idle.scans, 0);
    }
  }
  return { scans, typed: field.join('') };
}

const digit = fc.integer({ min: 0, max: 9 }).map(String);
const ean13 = fc.array(digit, { minLength: 12, maxLength: 12 }).map((digits) => makeEan13(digits.join('')));
const code128 = fc.stringMatching(/^[A-Z0-9-]{6,30}$/);
const scanEvent = fc.record({
  kind: fc.constant('scan' as const),
  code: fc.oneof(ean13, code128),
  end: fc.constantFrom('Enter', 'Tab', 'none'),
  gaps: fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 30, maxLength: 30 }),
  waitMs: fc.integer({ min: 100, max: 500 }),
});
const typedEvent = fc.record({
  kind: fc.constant('typed' as const),
  keys: fc.array(fc.stringMatching(/^[a-z0-9 .]$/), { minLength: 1, maxLength: 12 }),
  gapMs: fc.integer({ min: 60, max: 400 }),
  waitMs: fc.integer({ min: 160, max: 500 }),
});

describe('a scanner among fingers', () => {
  test('every scan is read whole and nothing typed is lost, in any mixture', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(scanEvent, typedEvent), { maxLength: 12 }), (events) => {
        const strokes: KeyStroke[] = [];
        let timeMs = 0;
        const expectedScans: string[] = [];
        let expectedTyped = '';
        for (const event of events) {
          timeMs += event.waitMs;
          if (event.kind === 'typed') {
            for (const key of event.keys) {
              strokes.push({ key, timeMs });
              timeMs += event.gapMs;
            }
            expectedTyped += event.keys.join('');
            continue;
          }
          expectedScans.push(event.code);
          [...event.code].forEach((key, index) => {
            timeMs += event.gaps[index] ?? 1;
            strokes.push({ key, timeMs });
          });
          if (event.end !== 'none') strokes.push({ key: event.end, timeMs: timeMs + 2 });
        }
        expect(play(strokes)).toEqual({ scans: expectedScans, typed: expectedTyped });
      }),
    );
  });

  test('two scans 30 ms apart are two scans, with Enter between them or without', () => {
    fc.assert(
      fc.property(
        ean13,
        ean13,
        fc.boolean(),
        fc.integer({ min: 1, max: 8 }),
        (first, second, withEnter, gapMs) => {
          const strokes: KeyStroke[] = [];
          let timeMs = 0;
          for (const code of [first, second]) {
            for (const key of code) {
              strokes.push({ key, timeMs });
              timeMs += gapMs;
            }
            if (withEnter) strokes.push({ key: 'Enter', timeMs });
            timeMs += 30 - gapMs;
          }
          expect(play(strokes)).toEqual({ scans: [first, second], typed: '' });
        },
      ),
    );
  });

  test('typing at any human speed is never a scan and always passes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.stringMatching(/^[a-z0-9]$/), fc.integer({ min: 45, max: 900 })), {
          maxLength: 60,
        }),
        (keys) => {
          let timeMs = 0;
          const strokes = keys.map(([key, gapMs]) => ({ key, timeMs: (timeMs += gapMs) }));
          expect(play(strokes)).toEqual({ scans: [], typed: keys.map(([key]) => key).join('') });
        },
      ),
    );
  });
});
