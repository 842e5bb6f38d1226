import { isGtin } from '../../shared/domain/barcode.ts';
import {
  DEFAULT_SCAN_CONFIG,
  EMPTY_SCAN_STATE,
  scanKey,
  scanSilence,
  type ScanState,
  type ScanStep,
} from '../../shared/domain/scan.ts';

/** Where the keys went that turn out to be a scan. */
export type ScanPlace = 'scan-field' | 'other-field' | 'card-field' | 'no-field';

/** What the wiring needs of a field: its text before a key, and a way to put a text back. */
export type FieldMark = {
  readonly place: ScanPlace;
  readonly before: string;
  readonly putBack: (text: string) => void;
};

export type ScanKeyEvent = {
  readonly key: string;
  readonly timeStamp: number;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly preventDefault: () => void;
  readonly stopImmediatePropagation: () => void;
};

export type ScanInput = {
  /** Looks at a key before anything else in the window does. */
  readonly onKey: (event: ScanKeyEvent) => void;
  readonly stop: () => void;
};

export type ScanInputParts = {
  /** Remembers the focused field as it is before the key arrives. */
  readonly mark: () => FieldMark;
  /** A code was scanned: once for each, in the order they were read. */
  readonly onScan: (code: string) => void;
  /** The window's steady clock, the one of event.timeStamp. */
  readonly nowMs: () => number;
};

/**
 * Tells a scan from quick typing. A retail code whose check digit is right can hardly be anything else, wherever it lands. Another code
 * counts when Enter ended it, but never in a field that has another purpose: there it is what somebody typed.
 */
export function countsAsScan(code: string, place: ScanPlace, ended: boolean): boolean {
  // Digits of a card are never looked up, shown or kept as a code, however fast they came.
  if (place === 'card-field') return false;
  return isGtin(code) || (ended && place !== 'other-field' && !code.includes(' '));
}

/**
 * The code of a burst that Enter ended, with the digits that stood before it: a computer that is busy may stretch a pause inside a code,
 * and its first half then waits in the field. A code that is right by itself stays as it is.
 */
export function wholeCode(before: string, code: string): string {
  const whole = `${before}${code}`;
  return isGtin(code) || !/^\d+$/.test(whole) ? code : whole;
}

/**
 * Wires the scan detector to the keys of the window. Digits of a scan that reached a field are taken out of it again, and the Enter that
 * ends a scan presses nothing.
 */
export function createScanInput(parts: ScanInputParts): ScanInput {
  let state: ScanState = EMPTY_SCAN_STATE;
  let marks: FieldMark[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  // Whether the code that last ended by silence was taken, so that its late Enter belongs to it.
  let silentTaken = false;

  const finish = (step: ScanStep, ended: boolean): boolean => {
    state = step.state;
    if (step.scans.length === 0) return false;
    const keyCount = step.scans.reduce((sum, scan) => sum + scan.keyCount, 0);
    const first = marks.at(-keyCount);
    marks = [];
    const { place, before } = first ?? { place: 'no-field' as const, before: '' };
    const ownField = place !== 'other-field' && ended && step.scans.length === 1;
    const codes = step.scans.map(({ code }) => (ownField ? wholeCode(before, code) : code));
    if (!codes.every((code) => countsAsScan(code, place, ended))) return false;
    const joined = codes[0] !== step.scans[0]?.code;
    first?.putBack(joined ? '' : before);
    for (const code of codes) parts.onScan(code);
    return true;
  };
  const onSilence = (): void => {
    timer = null;
    silentTaken = finish(scanSilence(state, parts.nowMs()), false);
  };
  const onKey = (event: ScanKeyEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(onSilence, DEFAULT_SCAN_CONFIG.silenceMs);
    const { key, timeStamp, repeat } = event;
    const step = scanKey(state, { key, timeMs: timeStamp, repeat });
    const isEnd = key === 'Enter' || key === 'Tab';
    const hadScans = step.scans.length > 0;
    const taken = finish(step, isEnd && step.swallow);
    const lateEnd = step.swallow && !hadScans && silentTaken;
    if (taken || isEnd) silentTaken = false;
    if ((step.swallow && taken) || lateEnd) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (state.burst.length === 0) marks = [];
    else if (state.burst.length === 1) marks = [parts.mark()];
    else marks.push(parts.mark());
  };
  return {
    onKey,
    stop: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
