import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorWords } from '../app/error-words.ts';
import { Button } from '../ui/button.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { checkout } from './till.ts';

/** The end of a form that takes a payment: why the last press was refused, the way back, and the press itself. */
export function DialogEnd({ onBack, send }: { readonly onBack: () => void; readonly send: string }) {
  const { t } = useTranslation();
  const error = useStore(checkout, (state) => state.error);
  return (
    <>
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        <Button keyName="Esc" onPress={onBack}>
          {t('app.back')}
        </Button>
        <button type="submit" className="button button-main button-large" aria-keyshortcuts="Enter">
          {send}
          <KeyHint name="Enter" />
        </button>
      </div>
    </>
  );
}
