import { dialog, type BrowserWindow } from 'electron';

export type CloseLanguage = 'en' | 'hi';

interface CloseWords {
  readonly message: string;
  readonly detail: string;
  readonly stay: string;
  readonly close: string;
}

/** The one question that main asks itself, because the window may be the thing that is stuck. */
export const closeWords: Readonly<Record<CloseLanguage, CloseWords>> = {
  en: {
    message: 'A card payment is still open',
    detail:
      'Its outcome is not known yet. It is kept, and Galla asks about it again at the next start. Do not hand over the goods before then.',
    stay: 'Stay',
    close: 'Close anyway',
  },
  hi: {
    message: 'एक कार्ड भुगतान अभी पूरा नहीं हुआ है',
    detail:
      'उसका नतीजा अभी पता नहीं है। वह सुरक्षित है, और गल्ला अगली बार खुलने पर उसके बारे में फिर पूछेगा। तब तक सामान न दें।',
    stay: 'रुकें',
    close: 'फिर भी बंद करें',
  },
};

/** Asks whether to close during an open payment; closing the question means to stay. */
export async function askToClose(
  window: BrowserWindow | null,
  language: CloseLanguage,
): Promise<'stay' | 'close'> {
  const words = closeWords[language];
  const options = {
    type: 'warning' as const,
    message: words.message,
    detail: words.detail,
    buttons: [words.stay, words.close],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === 1 ? 'close' : 'stay';
}
