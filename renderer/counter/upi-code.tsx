import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatRupees, type Paise } from '../../shared/domain/money.ts';
import { useSecondsLeft } from '../app/use-seconds-left.ts';
import { qrPath } from './qr-path.ts';

function Code({ payload }: { readonly payload: string }) {
  const { t } = useTranslation();
  const { size, path } = useMemo(() => qrPath(payload), [payload]);
  return (
    <svg
      className="upi-code"
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t('upi.code')}
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} className="upi-paper" />
      <path d={path} className="upi-ink" />
    </svg>
  );
}

export type UpiCodeProps = {
  readonly payload: string;
  /** UTC milliseconds from which the code must not be paid any more. */
  readonly expiresAt: number;
  readonly amountPaise: Paise;
};

/** The UPI QR for the customer, large, with its amount and the time left; once that is over it is gone, so that nobody pays it late. */
export function UpiCode({ payload, expiresAt, amountPaise }: UpiCodeProps) {
  const { t } = useTranslation();
  const seconds = useSecondsLeft(expiresAt);
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <section className="upi" aria-label={t('upi.label')}>
      <div className="upi-words">
        <p className="upi-scan">{t('upi.scan')}</p>
        <p className="upi-amount money">{formatRupees(amountPaise)}</p>
        {seconds > 0 ? (
          <p className={seconds <= 30 ? 'upi-clock upi-clock-late' : 'upi-clock'} role="timer">
            <span>{t('upi.timeLeft')}</span> <strong className="figures">{clock}</strong>
          </p>
        ) : (
          <p className="upi-clock" role="status">
            {t('upi.over')}
          </p>
        )}
      </div>
      {seconds > 0 ? <Code payload={payload} /> : null}
    </section>
  );
}
