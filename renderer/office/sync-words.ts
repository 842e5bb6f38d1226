import type { TFunction } from 'i18next';
import type { SyncStatus } from '../../shared/contract/sync.ts';
import { timeWords } from '../app/time-words.ts';

/** How urgent the sign is: all well, something waits, a person must act. */
export function signLook({ state, waiting, refused }: SyncStatus): 'good' | 'wait' | 'bad' | 'off' {
  if (state === 'off') return 'off';
  if (state === 'paused' || refused > 0) return 'bad';
  return waiting > 0 || state === 'waiting' ? 'wait' : 'good';
}

/** The few words of the sign in the top bar. Where there is no office nobody waits for anything, however much is kept for one. */
export function signWords(t: TFunction, status: SyncStatus): string {
  const { state, waiting, refused } = status;
  if (state === 'off') return t('office.sign.off');
  if (state === 'paused') return t('office.sign.paused');
  if (waiting > 0) return t('office.sign.waiting', { count: waiting });
  return refused > 0 ? t('office.sign.refused', { count: refused }) : t('office.sign.good');
}

/** An instant as people say it near today: the time alone for today, else with its day. */
export function momentWords(atMs: number, language: string, zone: string, nowMs: number): string {
  const day = (at: number): string => new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  const time = timeWords(atMs, language, zone);
  if (day(atMs) === day(nowMs)) return time;
  const locale = language === 'hi' ? 'hi-IN-u-nu-latn' : 'en-IN';
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: zone }).format(
    atMs,
  );
  return `${date}, ${time}`;
}
