import type { Language } from '../../shared/contract/till.ts';

/** The words of the system's dialogs about backups, which open outside the window. */
export const backupTexts: Readonly<
  Record<Language, { readonly title: string; readonly kind: string; readonly folder: string }>
> = {
  en: { title: 'Choose a backup', kind: 'Backup of Galla', folder: 'Choose a folder for backups' },
  hi: { title: 'बैकअप चुनें', kind: 'गल्ला का बैकअप', folder: 'बैकअप के लिए फ़ोल्डर चुनें' },
};
