import type { PosEvent } from '../../shared/contract/events.ts';
import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { AttemptView } from '../../shared/contract/sale.ts';
import type { CustomerAct, TrainingTerminal } from '../../shared/contract/training.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { err, ok, type Result } from '../../shared/domain/result.ts';
import type { Later } from '../payments/index.ts';
import type { EmulatorControl } from '../training/emulator/index.ts';

/** How long the customer who plays by itself takes to scan a QR. */
const SCAN_AFTER_MS = 2000;

/** The terminal on which a person plays the customer of a training till. */
export type TrainingDesk = {
  show(): TrainingTerminal;
  play(attemptId: AttemptId, act: CustomerAct): Result<TrainingTerminal, PosError>;
  setByHand(byHand: boolean): Result<TrainingTerminal, PosError>;
  /** Hears what changed at the till: a QR that is shown is scanned after a moment, unless a person plays the customer. */
  hear(event: PosEvent): void;
};

export type TrainingDeskDeps = {
  /** Of the till's own emulator, or null where the till charges elsewhere. */
  readonly emulator: () => EmulatorControl | null;
  readonly openAttempts: () => readonly AttemptView[];
  readonly later: Later;
  readonly emit: (event: PosEvent) => void;
  readonly now: () => number;
};

/** What waits for the customer: an amount on the emulator's terminal, or a QR on the screen. */
function waitingAt(emulator: EmulatorControl, open: readonly AttemptView[]): TrainingTerminal['waiting'] {
  const held = new Map(emulator.transactions().map((one) => [one.attemptId, one]));
  for (const { attemptId, amountPaise, kind, qr } of open) {
    const status = held.get(attemptId)?.status;
    if (kind === 'upi-qr' && qr !== null && status === undefined) return { attemptId, amountPaise, kind };
    const otp = kind === 'card-keyed' ? emulator.otpOf(attemptId) : null;
    if (kind === 'card-keyed' && otp !== null) return { attemptId, amountPaise, kind, otp };
    if (kind === 'card-terminal' && status === 'PENDING') return { attemptId, amountPaise, kind };
  }
  return null;
}

/** Plays an act of whoever typed a card in: all that can be played is to give up. */
function playTyped(emulator: EmulatorControl, attemptId: AttemptId, act: CustomerAct): boolean {
  return act !== 'walk-away' || emulator.play(attemptId, act) !== null;
}

/** Plays an act: a scan of the QR for a UPI payment, the emulator's terminal for a card. True when something waited for it. */
function playAct(emulator: EmulatorControl, attempt: AttemptView | undefined, act: CustomerAct): boolean {
  if (attempt?.kind === 'card-keyed') return playTyped(emulator, attempt.attemptId, act);
  if (attempt?.kind !== 'upi-qr') {
    return attempt !== undefined && emulator.play(attempt.attemptId, act) !== null;
  }
  if (attempt.qr === null) return false;
  // A card's acts mean nothing to a phone; who walks away doesn't pay.
  if (act === 'tap') emulator.payUpi(attempt.qr.payload);
  return true;
}

/** Joins the desk. Where the till has no emulator of its own it is not available and plays nothing. */
export function createTrainingDesk(deps: TrainingDeskDeps): TrainingDesk {
  const scanned = new Set<AttemptId>();
  const show = (): TrainingTerminal => {
    const emulator = deps.emulator();
    if (emulator === null) return { available: false, byHand: false, waiting: null };
    const byHand = emulator.byHand();
    return { available: true, byHand, waiting: waitingAt(emulator, deps.openAttempts()) };
  };
  const changed = (): Result<TrainingTerminal, PosError> => {
    deps.emit({ topic: 'training', id: '', version: deps.now() });
    return ok(show());
  };
  const find = (attemptId: string): AttemptView | undefined =>
    deps.openAttempts().find((attempt) => attempt.attemptId === attemptId);
  return {
    show,
    play(attemptId, act) {
      const emulator = deps.emulator();
      if (emulator === null) return err(posError('mode-forbidden'));
      return playAct(emulator, find(attemptId), act) ? changed() : err(posError('training-over'));
    },
    setByHand(byHand) {
      const emulator = deps.emulator();
      if (emulator === null) return err(posError('mode-forbidden'));
      emulator.setByHand(byHand);
      return changed();
    },
    hear(event) {
      if (event.topic !== 'attempt' || deps.emulator() === null) return;
      deps.emit({ topic: 'training', id: '', version: deps.now() });
      const attempt = find(event.id);
      const qr = attempt?.qr ?? null;
      if (attempt === undefined || qr === null || deps.emulator()?.byHand() === true) return;
      const { attemptId } = attempt;
      if (scanned.has(attemptId)) return;
      scanned.add(attemptId);
      deps.later(SCAN_AFTER_MS, () => {
        if ((find(attemptId)?.qr ?? null) !== null) deps.emulator()?.payUpi(qr.payload);
      });
    },
  };
}
