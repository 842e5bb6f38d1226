import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { REVIEW_DAYS_MAX } from '../../../shared/contract/review.ts';
import type { BusinessDate } from '../../../shared/domain/business-date.ts';
import { dateWords } from '../../app/time-words.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/field.tsx';
import { fromOf, rangeOf, readDate, typedDate, type Range } from './ranges.ts';

type FieldProps = {
  readonly label: string;
  readonly text: string;
  readonly date: BusinessDate | null;
  readonly onChange: (text: string) => void;
  readonly autoFocus?: boolean;
};

/** A date that is typed day first, as people here write it, and read back in words. */
function DateField({ label, text, date, onChange, autoFocus = false }: FieldProps) {
  const { t, i18n } = useTranslation();
  return (
    <TextField
      label={label}
      value={text}
      onChange={onChange}
      inputMode="numeric"
      maxLength={10}
      autoFocus={autoFocus}
      hint={date === null ? t('review.dates.hint') : dateWords(date, i18n.language)}
      error={date === null && text.length >= 8 ? t('review.dates.bad') : undefined}
    />
  );
}

/** Asks from which to which day. */
export function RangeDialog({
  range,
  onChoose,
  onClose,
}: {
  readonly range: Range;
  readonly onChoose: (range: Range) => void;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(typedDate(fromOf(range)));
  const [to, setTo] = useState(typedDate(range.to));
  const dates = { from: readDate(from), to: readDate(to) };
  const chosen = dates.from === null || dates.to === null ? null : rangeOf(dates.from, dates.to);
  const tooLong = chosen !== null && chosen.days > REVIEW_DAYS_MAX;
  return (
    <Dialog title={t('review.dates.title')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(submit) => {
          submit.preventDefault();
          if (chosen !== null && !tooLong) onChoose(chosen);
        }}
      >
        <DateField
          label={t('review.dates.from')}
          text={from}
          date={dates.from}
          onChange={setFrom}
          autoFocus
        />
        <DateField label={t('review.dates.to')} text={to} date={dates.to} onChange={setTo} />
        {tooLong ? (
          <p role="alert" className="field-error">
            {t('review.dates.long')}
          </p>
        ) : null}
        <div className="dialog-actions">
          <Button onPress={onClose}>{t('review.dates.cancel')}</Button>
          <button type="submit" className="button button-main" disabled={chosen === null || tooLong}>
            {t('review.dates.show')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
