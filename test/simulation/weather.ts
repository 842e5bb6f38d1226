import type { Random } from '../support/seeded-random.ts';

/** How likely each kind of trouble is; all zero when things have calmed down. */
export type Weather = {
  /** A call goes wrong on its way. */
  callFault: number;
  /** A killed process: at a commit, and with a request just out. */
  crashAtCommit: number;
  crashOnSend: number;
  /** A transaction that the disk refuses. */
  diskFault: number;
  /** A bug in the sale that an approval completes. */
  saleBug: number;
  /** Somebody sets the clock of a till. */
  clockJump: number;
  /** The cashier does what one should not. */
  impatience: number;
  /** The gateway books an approval although it answered that the payment was cancelled. */
  approvedAfterCancel: number;
};

export const calm: Readonly<Weather> = {
  callFault: 0,
  crashAtCommit: 0,
  crashOnSend: 0,
  diskFault: 0,
  saleBug: 0,
  clockJump: 0,
  impatience: 0,
  approvedAfterCancel: 0,
};

/** A bad day, more or less. */
export function forecast(random: Random): Weather {
  const force = random.pick([0.3, 1, 1, 2.5]);
  return {
    callFault: 0.12 * force,
    crashAtCommit: 0.006 * force,
    crashOnSend: 0.012 * force,
    diskFault: 0.006 * force,
    saleBug: 0.02 * force,
    clockJump: 0.01 * force,
    impatience: 0.25 * force,
    approvedAfterCancel: 0.05 * force,
  };
}
