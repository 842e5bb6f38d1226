import { applyEvent } from '../../electron/payments/apply-event.ts';
import { machineOf, progressOf } from '../../electron/payments/attempt-mapping.ts';
import { findAttempt } from '../../electron/store/repositories/attempts.ts';
import { saveAttempt } from '../../electron/store/units/save-attempt.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { paise } from '../../shared/domain/money.ts';
import { transition } from '../../shared/domain/payment.ts';
import { PROCESSING_WINDOW_MS } from '../../shared/domain/payment-window.ts';
import { digitsFor } from '../../electron/training/emulator/book.ts';
import type { GatewaySide } from './gateway-side.ts';
import { count } from './tally.ts';
import type { Life, SimTill } from './till.ts';
import type { World } from './world.ts';

/** A manager takes another tender for an order whose payment is unknown (FIELD 4.8). */
export function supersede(world: World, till: SimTill, life: Life, attemptId: AttemptId): void {
  const applied = applyEvent(life.deps, attemptId, { type: 'superseded' });
  world.note(`${till.name} supersedes ${attemptId}: ${applied.ok ? 'ok' : applied.error.code}`);
  if (!applied.ok) return;
  count(world.tally.deeds, 'manager: supersedes');
  if (life.alive) life.payments.carryOn(attemptId);
}

/** The same, decided on a picture that is some seconds old: when an answer came in between it must touch nothing (FIELD 4.6). */
export function supersedeFromOldPicture(world: World, till: SimTill, life: Life, attemptId: AttemptId): void {
  const { scheduler, random, tally } = world;
  const picture = findAttempt(life.deps.db, attemptId);
  if (picture === null) return;
  const decided = transition(machineOf(picture), { type: 'superseded' });
  if (!decided.ok) return;
  const next = progressOf(picture, decided.value.attempt, null, life.deps.clock.now());
  scheduler.after(500 + random.below(40_000), () => {
    if (!life.alive) return;
    const now = findAttempt(life.deps.db, attemptId);
    try {
      const saved = saveAttempt(life.deps.db, { previous: picture, next, event: 'superseded' });
      count(
        tally.deeds,
        `manager: supersedes from an old picture, ${saved.ok ? 'in time' : saved.error.code}`,
      );
      world.note(`${till.name} supersedes ${attemptId} by hand: ${saved.ok ? 'ok' : saved.error.code}`);
      if (saved.ok && now?.version !== picture.version) {
        world.broken(`${attemptId}: an answer that came first was written over`);
      }
      if (saved.ok && life.alive) life.payments.carryOn(attemptId);
    } catch (thrown) {
      world.broken(`${attemptId}: superseding from an old picture threw ${String(thrown)}`);
    }
  });
}

/** A manager rings the bank and says how an unknown payment ended; what the bank says then is true, though it may change. */
export function resolveByWord(
  world: World,
  till: SimTill,
  life: Life,
  attemptId: AttemptId,
  gateway: GatewaySide,
): void {
  const record = findAttempt(life.deps.db, attemptId);
  const held = gateway.book.look(attemptId);
  if (record === null) return;
  // Beyond every window, of this run and of the last one.
  const windowOver =
    world.trueTime() - record.createdAt > 2 * PROCESSING_WINDOW_MS && record.terminalReleased;
  const paid = held?.status === 'APPROVED' && held.chargedPaise === record.amountPaise;
  if (held?.status === 'APPROVED' && !paid) return;
  const approval = {
    amountPaise: paise(record.amountPaise),
    authCode: digitsFor(world.seed, attemptId, 'auth', 6),
    rrn: digitsFor(world.seed, attemptId, 'rrn', 12),
    transactionId: null,
  };
  const applied = applyEvent(
    life.deps,
    attemptId,
    paid ? { type: 'resolved-paid', windowOver, approval } : { type: 'resolved-unpaid', windowOver },
  );
  world.note(
    `${till.name}: the manager resolves ${attemptId} ${paid ? 'paid' : 'unpaid'}: ${applied.ok ? 'ok' : applied.error.code}`,
  );
  if (applied.ok) count(world.tally.deeds, `manager: resolves ${paid ? 'paid' : 'unpaid'}`);
  if (applied.ok && life.alive) life.payments.carryOn(attemptId);
}
