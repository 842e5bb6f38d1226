/** How long the end of a window waits for a word from the browser. */
const silenceMs = 5_000;

/**
 * The answer, or undefined after a while of silence, which is told on stderr. Closing must come to an end: a page that a debugger holds, or a
 * word that a client swallowed by attaching in the same moment, would keep the app open for ever, and who waits for it would never learn why.
 */
export async function answerOrSilence<T>(answer: Promise<T>, who: string): Promise<T | undefined> {
  const silence = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => {
    process.stderr.write(`electron stand-in: ${who} was silent for ${silenceMs} ms; the closing goes on\n`);
    silence.resolve(undefined);
  }, silenceMs);
  try {
    return await Promise.race([answer, silence.promise]);
  } finally {
    clearTimeout(timer);
  }
}
