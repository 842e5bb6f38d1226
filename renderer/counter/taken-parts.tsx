import { useTranslation } from 'react-i18next';
import { schemeWords } from '../i18n/scheme-words.ts';
import { Money } from '../ui/money.tsx';
import type { TakenPart } from './attempt-facts.ts';

/** What is taken of a bill so far, part by part. */
export function TakenParts({ parts }: { readonly parts: readonly TakenPart[] }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('split.taken')}>
      <p className="soft small">{t('split.taken')}</p>
      <ul className="taken">
        {parts.map(({ attempt, amountPaise }) => (
          <li key={attempt?.attemptId ?? 'cash'} className="taken-part">
            <span>
              {t(`tender.${attempt?.kind ?? 'cash'}`)}
              {attempt === null || attempt.verified ? null : (
                <span className="soft"> ({t('slip.notVerified')})</span>
              )}
              {attempt === null || attempt.lastFour === null ? null : (
                <span className="soft figures">
                  {` ${schemeWords(t, attempt.scheme)} •••• ${attempt.lastFour}`}
                </span>
              )}
            </span>
            <Money paise={amountPaise} className="taken-amount" />
          </li>
        ))}
      </ul>
    </section>
  );
}
