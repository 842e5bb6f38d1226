/** What closing the app depends on; passed in, so that its rules are tested without a window. */
export interface ClosingParts {
  /** Whether a payment's outcome is unknown now. */
  readonly paymentOpen: () => boolean;
  readonly ask: () => Promise<'stay' | 'close'>;
  /** Closes the till: jobs stopped, the database closed. */
  readonly closeTill: () => Promise<void>;
  /** Ends the app for good. */
  readonly exit: (code: 0 | 1) => void;
  readonly report: (event: string) => void;
}

/** Closing, asked for by the window's cross, the system or the app itself; however often, it happens once. */
export interface Closing {
  request(): Promise<void>;
  /** True once the till is closed and windows may go. */
  readonly done: boolean;
}

/**
 * Closes in order: ask when a payment is open, then the till, then the app. A person who stays can ask again later. A till that fails
 * to close still ends the app, with exit code 1: what was confirmed is on disk already.
 */
export function createClosing(parts: ClosingParts): Closing {
  let running: Promise<void> | null = null;
  let done = false;
  const run = async (): Promise<void> => {
    if (parts.paymentOpen() && (await parts.ask()) === 'stay') return;
    let code: 0 | 1 = 0;
    try {
      await parts.closeTill();
    } catch {
      parts.report('close-failed');
      code = 1;
    }
    done = true;
    parts.exit(code);
  };
  return {
    async request() {
      running ??= run().finally(() => {
        running = null;
      });
      await running;
    },
    get done() {
      return done;
    },
  };
}
