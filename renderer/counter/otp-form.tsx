import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { AttemptView } from '../../shared/contract/sale.ts';
import { errorWords } from '../app/error-words.ts';
import { SCAN_FIELD_ID } from '../app/scan-fields.ts';
import { useSecondsLeft } from '../app/use-seconds-left.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { isTyping } from './focus.ts';
import { checkout } from './till.ts';

type Otp = NonNullable<AttemptView['otp']>;

/** How long the password is good, and how often it may still be typed. */
function OtpLeft({ otp }: { readonly otp: Otp }) {
  const { t } = useTranslation();
  const seconds = useSecondsLeft(otp.expiresAt);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <p className="soft small" role="timer">
      {t('otp.left', { clock })} {t('otp.tries', { count: otp.triesLeft })}
    </p>
  );
}

/** The one-time password of a typed card: asked for, typed, sent, and gone from the window. */
export function OtpForm({ attempt, otp }: { readonly attempt: AttemptView; readonly otp: Otp }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PosError | null>(null);
  const { attemptId } = attempt;
  const form = useRef<HTMLFormElement>(null);
  // The cursor waits in the scan field after the card was sent; the password is what comes next.
  useEffect(() => {
    if (!isTyping(document.activeElement) || document.activeElement?.id === SCAN_FIELD_ID)
      form.current?.querySelector('input')?.focus();
  }, []);
  const act = async (work: Promise<PosError | null>): Promise<void> => {
    setBusy(true);
    setError(null);
    setTyped('');
    setError(await work);
    setBusy(false);
  };
  const send = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (busy || !/^\d{4,8}$/.test(typed)) return;
    void act(checkout.getState().submitOtp(attemptId, typed));
  };
  const isWrong = otp.wasWrong && typed === '' && error === null;
  return (
    <form ref={form} className="otp stack" onSubmit={send} autoComplete="off" data-no-scan>
      <p>{t('otp.text')}</p>
      <TextField
        label={t('otp.label')}
        type="password"
        value={typed}
        onChange={(text) => setTyped(text.replaceAll(/\D/g, '').slice(0, 8))}
        error={isWrong ? t('otp.wrong') : error === null ? undefined : errorWords(t, error)}
        inputMode="numeric"
        maxLength={8}
        className="figures"
      />
      <OtpLeft otp={otp} />
      <button type="submit" className="button button-main" disabled={busy || typed.length < 4}>
        {t('otp.send')}
      </button>
      {otp.resendsLeft > 0 ? (
        <Button disabled={busy} onPress={() => void act(checkout.getState().resendOtp(attemptId))}>
          {t('otp.resend')}
        </Button>
      ) : null}
    </form>
  );
}
