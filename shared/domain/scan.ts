import { isGtin } from './barcode.ts';

/** One key going down: `key` as in the UI Events specification; the time in milliseconds of one steady clock. */
export type KeyStroke = { readonly key: string; readonly timeMs: number; readonly repeat?: boolean };

/** What tells a scanner from fingers. */
export type ScanConfig = {
  /** The longest pause inside one code. */
  readonly maxGapMs: number;
  /** The fewest characters of a code. */
  readonly minLength: number;
  /** The most characters of a code; a longer burst is left alone. */
  readonly maxLength: number;
  /** How long after the last character a code without Enter or Tab is taken as complete. */
  readonly silenceMs: number;
  /** How long after that a late Enter or Tab still belongs to the code. */
  readonly lateTerminatorMs: number;
};

/** Common scanners send a character each 1–15 ms; quick fingers need 60 ms or more for one after another. */
export const DEFAULT_SCAN_CONFIG: ScanConfig = {
  maxGapMs: 35,
  minLength: 6,
  maxLength: 256,
  silenceMs: 80,
  lateTerminatorMs: 150,
};

type Timed = { readonly key: string; readonly timeMs: number };

/** What the detector remembers between keys: the burst under way, and when a code last ended by silence. */
export type ScanState = { readonly burst: readonly Timed[]; readonly silentScanAtMs: number | null };

/** Where a detector begins. */
export const EMPTY_SCAN_STATE: ScanState = { burst: [], silentScanAtMs: null };

/** A code that was scanned. The last `keyCount` keys that passed belonged to it: a field that took them gives them back. */
export type Scan = { readonly code: string; readonly keyCount: number };

/**
 * The detector's answer to one key. `swallow` means that the key ends a scan and must do nothing else. All other keys pass at once, so
 * typing is never held back and nothing can be lost. Scans are in the order they were read.
 */
export type ScanStep = {
  readonly state: ScanState;
  readonly swallow: boolean;
  readonly scans: readonly Scan[];
};

// Keys that a scanner sends beside characters, for capitals and other planes: they neither count nor interrupt.
const SILENT_KEYS: ReadonlySet<string> = new Set([
  'Shift',
  'CapsLock',
  'AltGraph',
  'Unidentified',
  'Process',
  'Dead',
]);
const TERMINATORS: ReadonlySet<string> = new Set(['Enter', 'Tab']);

/** The text of a burst. */
function textOf(burst: readonly Timed[]): string {
  return burst.map(({ key }) => key).join('');
}

/** The pause before each key but the first. */
function gapsOf(burst: readonly Timed[]): number[] {
  return burst.slice(1).map((stroke, index) => stroke.timeMs - (burst[index]?.timeMs ?? stroke.timeMs));
}

/**
 * Cuts a burst that is no retail code itself at its longest pause: two scans close together, or fingers just before a scan. Each
 * part is returned only when the cut explains everything: the last part is a GTIN, and so is each other one of scan length.
 */
function explain(burst: readonly Timed[], minLength: number): readonly (readonly Timed[])[] | null {
  if (isGtin(textOf(burst))) return [burst];
  const gaps = gapsOf(burst);
  const longest = Math.max(...gaps);
  const median = gaps.toSorted((a, b) => a - b)[Math.floor(gaps.length / 2)];
  if (gaps.length < 2 || median === undefined || longest < 2 * median || longest === 0) return null;
  const cut = gaps.indexOf(longest) + 1;
  const right = explain(burst.slice(cut), minLength);
  if (right === null) return null;
  const left = burst.slice(0, cut);
  if (left.length < minLength) return right;
  const leftParts = explain(left, minLength);
  return leftParts === null ? null : [...leftParts, ...right];
}

/** The scans in a burst that has ended; none when it was typed by hand. */
function scansOf(burst: readonly Timed[], config: ScanConfig): readonly Scan[] {
  if (burst.length < config.minLength || burst.length > config.maxLength) return [];
  const parts = explain(burst, config.minLength) ?? [burst];
  return parts.map((part) => ({ code: textOf(part), keyCount: part.length }));
}

/** Looks at one key. Pure: the same keys at the same times always give the same scans. */
export function scanKey(
  state: ScanState,
  stroke: KeyStroke,
  config: ScanConfig = DEFAULT_SCAN_CONFIG,
): ScanStep {
  const { key, timeMs } = stroke;
  if (SILENT_KEYS.has(key)) return { state, swallow: false, scans: [] };
  const last = state.burst.at(-1);
  const paused = last !== undefined && timeMs - last.timeMs > config.maxGapMs;
  if (TERMINATORS.has(key)) return endByKey(state, stroke, paused, config);
  const ended = paused ? scansOf(state.burst, config) : [];
  const isCharacter = [...key].length === 1 && stroke.repeat !== true;
  if (!isCharacter) return { state: EMPTY_SCAN_STATE, swallow: false, scans: ended };
  const before = paused ? [] : state.burst;
  return {
    state: { burst: [...before, { key, timeMs }], silentScanAtMs: null },
    swallow: false,
    scans: ended,
  };
}

/** Enter or Tab: ends the burst; one that comes late, but soon after a code that ended by silence, still belongs to that code. */
function endByKey(state: ScanState, stroke: KeyStroke, paused: boolean, config: ScanConfig): ScanStep {
  const scans = scansOf(state.burst, config);
  const burstEndMs = state.burst.at(-1)?.timeMs ?? state.silentScanAtMs;
  const late = burstEndMs !== null && stroke.timeMs - burstEndMs <= config.lateTerminatorMs;
  const belongs = state.burst.length === 0 ? late : scans.length > 0 && (!paused || late);
  return { state: EMPTY_SCAN_STATE, swallow: belongs, scans };
}

/** Looks at the clock: call it once `silenceMs` has passed since the last key, for scanners that send no Enter. */
export function scanSilence(
  state: ScanState,
  nowMs: number,
  config: ScanConfig = DEFAULT_SCAN_CONFIG,
): ScanStep {
  const last = state.burst.at(-1);
  if (last === undefined || nowMs - last.timeMs < config.silenceMs)
    return { state, swallow: false, scans: [] };
  const scans = scansOf(state.burst, config);
  const silentScanAtMs = scans.length > 0 ? last.timeMs : null;
  return { state: { burst: [], silentScanAtMs }, swallow: false, scans };
}
