import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';
import type { HeldTransaction } from './transaction.ts';

/** Where the emulator remembers what it did, so that a restart forgets no approval. */
export type Journal = {
  /** The last state of every payment, in the order in which they began. */
  readonly restored: readonly HeldTransaction[];
  append(held: HeldTransaction): void;
  close(): void;
};

/** Keeps nothing beyond the process. */
export function createMemoryJournal(): Journal {
  return { restored: [], append: () => {}, close: () => {} };
}

/** The whole lines of a file and how many bytes they are; a last line without its end was cut by a kill. */
function readWholeLines(file: number): { readonly lines: readonly string[]; readonly bytes: number } {
  const text = readFileSync(file, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  const whole = text.slice(0, end);
  return { lines: whole.split('\n').filter((line) => line !== ''), bytes: Buffer.byteLength(whole) };
}

/**
 * Opens the journal file, or makes it. One line of JSON per change, fsynced before the change is answered; the last line of an
 * attempt is its state. A line that a kill cut in half is taken off.
 */
export function openJournal(path: string): Journal {
  const file = openSync(path, 'a+');
  const { lines, bytes } = readWholeLines(file);
  ftruncateSync(file, bytes);
  const states = new Map<string, HeldTransaction>();
  for (const line of lines) {
    // The emulator wrote every whole line itself.
    const held = JSON.parse(line) as HeldTransaction;
    states.set(held.attemptId, held);
  }
  return {
    restored: [...states.values()],
    append(held) {
      writeSync(file, `${JSON.stringify(held)}\n`);
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}
