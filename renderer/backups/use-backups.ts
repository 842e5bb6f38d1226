import { useEffect, useState } from 'react';
import type { Backups } from '../../shared/contract/backup.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Result } from '../../shared/domain/result.ts';
import { onTopic } from '../app/live.ts';
import { sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';

/** The backups as main has them, asked for again when something of them changes; null until main has answered. */
export function useBackups(): Backups | null {
  const [backups, setBackups] = useState<Backups | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getBackups());
      if (!gone && reply.ok) setBackups(reply.value);
    };
    void load();
    const stops = [onTopic('backup', () => void load()), onTopic('snapshot', () => void load())];
    return () => {
      gone = true;
      for (const stop of stops) stop();
    };
  }, []);
  return backups;
}

/** Waits for an answer and says what went wrong; a person who closed a dialog needs no words. Null when there is no answer. */
export async function orSay<T>(reply: Promise<Result<T, PosError>>): Promise<T | null> {
  const answer = await asked(reply);
  if (answer.ok) return answer.value;
  if (answer.error.code !== 'cancelled-by-user') sayError(answer.error);
  return null;
}

/** An instant as people say it, in the zone of this PC: date and time. */
export function momentWords(atMs: number, language: string): string {
  const locale = language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(atMs));
}

/** A size as people say it. */
export function sizeWords(bytes: number, language: string): string {
  const locale = language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN';
  const mebibytes = bytes / (1024 * 1024);
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: mebibytes < 10 ? 1 : 0 }).format(mebibytes)} MB`;
}
