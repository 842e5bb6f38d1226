import type { Operation } from './scenario.ts';

/** Before the call does its work, or when it is done and only the reply is missing. */
export type HoldPoint = 'before' | 'after';

/** Keeps replies back until they are let go: a test looks at the till in between, or kills it. */
export type Holds = {
  hold(operation: Operation, point: HoldPoint): void;
  /** Lets everything go that is held there and holds no more. */
  release(operation: Operation, point: HoldPoint): void;
  releaseAll(): void;
  /** Waits here while the point is held. */
  pass(operation: Operation, point: HoldPoint, attemptId: string): Promise<void>;
  /** The calls that wait now. */
  waiting(): readonly {
    readonly operation: Operation;
    readonly point: HoldPoint;
    readonly attemptId: string;
  }[];
};

type Waiter = {
  readonly operation: Operation;
  readonly point: HoldPoint;
  readonly attemptId: string;
  readonly go: () => void;
};

/** Starts with nothing held. */
export function createHolds(): Holds {
  const held = new Set<string>();
  let waiters: Waiter[] = [];
  const key = (operation: Operation, point: HoldPoint): string => `${operation}/${point}`;
  const letGo = (matches: (waiter: Waiter) => boolean): void => {
    const going = waiters.filter(matches);
    waiters = waiters.filter((waiter) => !matches(waiter));
    for (const waiter of going) waiter.go();
  };
  return {
    hold(operation, point) {
      held.add(key(operation, point));
    },
    release(operation, point) {
      held.delete(key(operation, point));
      letGo((waiter) => waiter.operation === operation && waiter.point === point);
    },
    releaseAll() {
      held.clear();
      letGo(() => true);
    },
    pass(operation, point, attemptId) {
      if (!held.has(key(operation, point))) return Promise.resolve();
      return new Promise((go) => {
        waiters.push({ operation, point, attemptId, go });
      });
    },
    waiting: () => waiters.map(({ operation, point, attemptId }) => ({ operation, point, attemptId })),
  };
}
