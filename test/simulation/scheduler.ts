/** Virtual time: what is planned for later runs in the order of its moment, and no real time passes. */

type Planned = { readonly atMs: number; readonly place: number; work: (() => void) | null };

export type Scheduler = {
  /** Milliseconds since the run began. */
  readonly nowMs: () => number;
  /** Plans work; the returned function takes it back. */
  readonly after: (delayMs: number, work: () => void) => () => void;
  /** Runs what is planned up to a moment, which it then is. What a step's promises lead to has happened before the next step. */
  readonly runUntil: (untilMs: number) => Promise<void>;
};

const isBefore = (one: Planned, other: Planned): boolean =>
  one.atMs < other.atMs || (one.atMs === other.atMs && one.place < other.place);

/** A heap: the smallest first. */
function createHeap() {
  const heap: Planned[] = [];
  const swap = (a: number, b: number): void => {
    const [one, other] = [heap[a], heap[b]];
    if (one !== undefined && other !== undefined) [heap[a], heap[b]] = [other, one];
  };
  const less = (a: number, b: number): boolean => {
    const [one, other] = [heap[a], heap[b]];
    return one !== undefined && other !== undefined && isBefore(one, other);
  };
  return {
    peek: (): Planned | undefined => heap[0],
    push(planned: Planned): void {
      heap.push(planned);
      for (let at = heap.length - 1; at > 0;) {
        const parent = (at - 1) >> 1;
        if (!less(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    shift(): void {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) return;
      heap[0] = last;
      for (let at = 0; ;) {
        const left = 2 * at + 1;
        const smaller = less(left + 1, left) ? left + 1 : left;
        if (!less(smaller, at)) return;
        swap(smaller, at);
        at = smaller;
      }
    },
  };
}

/** Lets every promise that can go on do so: Node empties its microtasks before it comes back. */
function drained(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Starts at zero with nothing planned. */
export function createScheduler(): Scheduler {
  const heap = createHeap();
  let nowMs = 0;
  let place = 0;
  return {
    nowMs: () => nowMs,
    after(delayMs, work) {
      place += 1;
      const planned: Planned = { atMs: nowMs + Math.max(0, delayMs), place, work };
      heap.push(planned);
      return () => {
        planned.work = null;
      };
    },
    async runUntil(untilMs) {
      for (let next = heap.peek(); next !== undefined && next.atMs <= untilMs; next = heap.peek()) {
        heap.shift();
        if (next.work === null) continue;
        nowMs = Math.max(nowMs, next.atMs);
        next.work();
        await drained();
      }
      nowMs = Math.max(nowMs, untilMs);
    },
  };
}
