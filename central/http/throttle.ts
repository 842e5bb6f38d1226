/** Counts calls per caller: so many at once, and so many a minute after that. */
export type Throttle = {
  /** 0 when the call may go on, otherwise after how many seconds it may. */
  readonly take: (key: string) => number;
};

type Bucket = { tokens: number; at: number };

/** More callers than this are not told apart one by one: the one that was quiet longest is forgotten. */
const MOST_CALLERS = 50_000;

/** A bucket per caller that holds `burst` calls and fills by `perMinute` a minute. */
export function createThrottle(
  limits: { readonly burst: number; readonly perMinute: number },
  now: () => number,
): Throttle {
  const buckets = new Map<string, Bucket>();
  const perMs = limits.perMinute / 60_000;
  const take = (key: string): number => {
    const at = now();
    const bucket = buckets.get(key) ?? { tokens: limits.burst, at };
    // A clock that went back gives nothing and takes nothing.
    const filled = Math.min(limits.burst, bucket.tokens + Math.max(0, at - bucket.at) * perMs);
    buckets.delete(key);
    const isFree = filled >= 1;
    buckets.set(key, { tokens: isFree ? filled - 1 : filled, at });
    if (buckets.size > MOST_CALLERS) {
      const [oldest] = buckets.keys();
      if (oldest !== undefined) buckets.delete(oldest);
    }
    return isFree ? 0 : Math.max(1, Math.ceil((1 - filled) / perMs / 1000));
  };
  return { take };
}
