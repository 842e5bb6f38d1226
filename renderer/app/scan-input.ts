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
export type ScanPlace = 'scan-field' | 'other-field' | 'no-field';

/** What the wiring needs of a field: its text before a key, and a way to give it back. */
export type FieldMark = { readonly place: ScanPlace; readonly giveBack: () => void };

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
 * Tells a scan from quick typing by where it landed. The scan field takes any code of digits, and any code that ends by Enter. In another
 * field only what can hardly be anything else counts: a retail code whose check digit is right.
 */
export function countsAsScan(code: string, place: ScanPlace, ended: boolean): boolean {
  switch (place) {
    case 'no-field':
      return true;
    case 'scan-field':
      return /^\d+$/.test(code) || (ended && !code.includes(' '));
    case 'other-field':
      return isGtin(code);
  }
}

/**
 * Wires the scan detector to the keys of the window. Digits of a scan that reached a field are taken out of it again, and the Enter that
 * ends a scan presses nothing.
 */
export function createScanInput(parts: ScanInputParts): ScanInput {
  let state: ScanState = EMPTY_SCAN_STATE;
  let marks: FieldMark[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;

  const finish = (step: ScanStep, ended: boolean): boolean => {
    state = step.state;
    if (step.scans.length === 0) return false;
    const keyCount = step.scans.reduce((sum, scan) => sum + scan.keyCount, 0);
    const first = marks.at(-keyCount);
    marks = [];
    const place = first?.place ?? 'no-field';
    if (!step.scans.every(({ code }) => countsAsScan(code, place, ended))) return false;
    first?.giveBack();
    for (const { code } of step.scans) parts.onScan(code);
    return true;
  };
  const onSilence = (): void => {
    timer = null;
    finish(scanSilence(state, parts.nowMs()), false);
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
    if (step.swallow && (taken || !hadScans)) {
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
