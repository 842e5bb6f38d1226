import { machineOf, progressOf } from '../../electron/payments/attempt-mapping.ts';
import { findAttempt } from '../../electron/store/repositories/attempts.ts';
import { saveAttempt } from '../../electron/store/units/save-attempt.ts';
import type { AttemptId } from '../../shared/domain/ids.ts';
import { transition } from '../../shared/domain/payment.ts';
import { digitsFor } from '../../electron/training/emulator/digits.ts';
import type { GatewaySide } from './gateway-side.ts';
import { count } from './tally.ts';
import { leave } from './manager-leave.ts';
import { PLANTED_BUG, type Life, type SimTill } from './till.ts';
import type { World } from './world.ts';

/** A manager takes another tender for an order whose payment is unknown (FIELD 4.8). */
export function supersede(world: World, till: SimTill, life: Life, attemptId: AttemptId): void {
  const done = acting(world, () => life.payments.supersede(attemptId, leave(world, 'supersede-attempt')));
  if (done === null) return;
  world.note(`${till.name} supersedes ${attemptId}: ${done.ok ? 'ok' : done.error.code}`);
  if (done.ok) count(world.tally.deeds, 'manager: supersedes');
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
  const paid = held?.status === 'APPROVED' && held.chargedPaise === record.amountPaise;
  if (held?.status === 'APPROVED' && !paid) return;
  const outcome = paid ? 'paid' : 'unpaid';
  const word = {
    attemptId,
    outcome,
    authCode: digitsFor(world.seed, attemptId, 'auth', 6),
    rrn: paid ? digitsFor(world.seed, attemptId, 'rrn', 12) : null,
    reason: 'the bank says so',
  } as const;
  const done = acting(world, () => life.payments.resolve(word, leave(world, 'resolve-attempt')));
  if (done === null) return;
  world.note(
    `${till.name}: the manager resolves ${attemptId} ${outcome}: ${done.ok ? 'ok' : done.error.code}`,
  );
  count(world.tally.deeds, `manager: resolves ${outcome}${done.ok ? '' : `, ${done.error.code}`}`);
}

/** A manager gives the money of a slip back on the machine that took it, and says so. */
export function giveSlipBack(world: World, life: Life, attemptId: AttemptId): void {
  const word = { attemptId, reason: 'given back on the other machine' };
  const done = acting(world, () => life.payments.refundedByHand(word, leave(world, 'refund-by-hand')));
  if (done?.ok === true) count(world.tally.deeds, 'manager: gave a slip back by hand');
}

/** Does what a manager does; null when a bug was planted into it. */
function acting<T>(world: World, act: () => T): T | null {
  try {
    return act();
  } catch (thrown) {
    if (!String(thrown).includes(PLANTED_BUG)) world.broken(`a manager's act threw ${String(thrown)}`);
    return null;
  }
}
