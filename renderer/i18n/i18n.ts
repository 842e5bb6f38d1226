import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../../shared/contract/till.ts';
import { en } from './en/index.ts';
import { hi } from './hi/index.ts';

/** The words of every language, as i18next takes them. */
export const resources = { en: { translation: en }, hi: { translation: hi } } as const;

/** Prepares the words; synchronous, so the first paint already speaks. */
export async function startWords(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources,
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false },
  });
  // Whole numbers with Indian grouping, in both languages with the digits that bills use.
  i18next.services.formatter?.add('number', (value: number) => new Intl.NumberFormat('en-IN').format(value));
  document.documentElement.lang = language;
}

/** Changes the language of the whole window at once. */
export async function speak(language: Language): Promise<void> {
  if (i18next.language === language) return;
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
