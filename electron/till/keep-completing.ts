const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/**
 * Tries again and again to complete the sales whose approval could only be kept alone, at longer and longer intervals while that fails, until the returned
 * function is called: a disk that was full for a moment must not leave a paid customer without a bill until the next start.
 * @param completeOwed does what it can; true when nothing is owed any more
 */
export function keepCompleting(completeOwed: () => boolean): () => void {
  let pauseMs = FIRST_MS;
  let timer: NodeJS.Timeout;
  const goOn = (): void => {
    timer = setTimeout(() => {
      pauseMs = completeOwed() ? FIRST_MS : Math.min(2 * pauseMs, LONGEST_MS);
      goOn();
    }, pauseMs).unref();
  };
  goOn();
  return () => clearTimeout(timer);
}
