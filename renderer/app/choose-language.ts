import type { Language } from '../../shared/contract/till.ts';
import { speak } from '../i18n/i18n.ts';
import { sayError } from './messages.ts';
import { asked, pos } from './pos.ts';

/** Speaks another language at once, and keeps the choice in main. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  const reply = await asked(pos().setLanguage({ language }));
  if (!reply.ok) sayError(reply.error);
}
