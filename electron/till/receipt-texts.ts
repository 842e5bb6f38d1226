import type { Language } from '../../shared/contract/till.ts';

/** What the dialog that saves a receipt says. */
export const receiptTexts: Readonly<Record<Language, { readonly title: string; readonly kind: string }>> = {
  en: { title: 'Save the bill as PDF', kind: 'PDF document' },
  hi: { title: 'बिल को PDF के रूप में सहेजें', kind: 'PDF दस्तावेज़' },
};
