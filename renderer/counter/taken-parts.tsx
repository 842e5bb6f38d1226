import { useTranslation } from 'react-i18next';
import { schemeWords } from '../i18n/scheme-words.ts';
import { Money } from '../ui/money.tsx';
import type { TakenPart } from './attempt-facts.ts';

export type TakenPartsProps = { readonly parts: readonly TakenPart[]; readonly label: string };

/** What is taken of a bill, part by part. */
export function TakenParts({ parts, label }: TakenPartsProps) {
  const { t } = useTranslation();
  return (
    <section aria-label={label}>
      <p className="soft small">{label}</p>
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
