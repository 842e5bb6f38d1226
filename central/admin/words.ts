import i18next, { type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { en } from './words-en.ts';
import { hi } from './words-hi.ts';

export const languages = [
  { value: 'en', label: 'English' },
  { value: 'hi', label: 'हिन्दी' },
] as const;

/** Starts the page's words in the language that was chosen last, else the browser's, else English. */
export async function startWords(): Promise<void> {
  const wanted = window.localStorage.getItem('language') ?? navigator.language.slice(0, 2);
  const lng = wanted === 'hi' ? 'hi' : 'en';
  await i18next.use(initReactI18next).init({
    lng,
    fallbackLng: 'en',
    resources: { en: { translation: en }, hi: { translation: hi } },
    interpolation: { escapeValue: false },
  });
  document.documentElement.lang = lng;
}

/** Changes the language and remembers it. */
export async function chooseLanguage(language: string): Promise<void> {
  window.localStorage.setItem('language', language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

/** The language that the page speaks now. */
export const currentLanguage = (): string => i18next.language;

/** How long ago something was, in the largest unit that fits. */
export function ago(t: TFunction, at: number, now: number): string {
  const seconds = Math.max(0, Math.round((now - at) / 1000));
  if (seconds < 60) return t('agoSeconds', { count: seconds });
  if (seconds < 3600) return t('agoMinutes', { count: Math.round(seconds / 60) });
  if (seconds < 86_400) return t('agoHours', { count: Math.round(seconds / 3600) });
  return t('agoDays', { count: Math.round(seconds / 86_400) });
}

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** A length of time in the largest unit that fits, in the page's language. */
export function lengthOfTime(ms: number): string {
  const [unit, unitMs] = units.find(([, size]) => ms >= size) ?? (['second', 1000] as const);
  const options = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const;
  return new Intl.NumberFormat(`${currentLanguage()}-IN`, options).format(ms / unitMs);
}
