import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ImportPreview } from '../../shared/contract/catalogue.ts';
import { isHsn } from '../../shared/domain/hsn.ts';
import { rateText } from '../receipt/rate-text.ts';
import { Button } from '../ui/button.tsx';
import { wizard } from './catalogue.ts';
import { wrongDefault, type DefaultDraft, type DefaultDrafts } from './import-store.ts';

/** The rates that goods carry since 22 September 2025, for the choice; a file's own rates may be others. */
const RATES_BP = [0, 25, 300, 500, 1800, 4000] as const;

type RowProps = {
  readonly category: string;
  readonly label: string;
  readonly rowCount: number | null;
  readonly value: DefaultDraft;
};

function CategoryRow({ category, label, rowCount, value }: RowProps) {
  const { t } = useTranslation();
  const { setDefault, applyToAll } = wizard.getState();
  const own = value.gstRateBp === null ? [] : [value.gstRateBp];
  const rates = [...new Set<number>([...RATES_BP, ...own])].toSorted((a, b) => a - b);
  const bad = value.hsn !== null && !isHsn(value.hsn);
  return (
    <tr>
      <th scope="row">
        {label}
        {rowCount === null ? null : (
          <span className="soft small figures"> {t('catalogue.import.rowsOf', { count: rowCount })}</span>
        )}
      </th>
      <td>
        <select
          className="select"
          aria-label={t('catalogue.import.rateFor', { category: label })}
          value={value.gstRateBp ?? ''}
          onChange={(change) => {
            const chosen = change.target.value;
            setDefault(category, { ...value, gstRateBp: chosen === '' ? null : Number(chosen) });
          }}
        >
          <option value="">{t('catalogue.import.chooseRate')}</option>
          {rates.map((rate) => (
            <option key={rate} value={rate}>
              {rateText(rate)}
            </option>
          ))}
        </select>
      </td>
      <td>
        <input
          className="input figures"
          inputMode="numeric"
          maxLength={8}
          autoComplete="off"
          aria-label={t('catalogue.import.hsnFor', { category: label })}
          aria-invalid={bad}
          value={value.hsn ?? ''}
          onChange={(change) => {
            const hsn = change.target.value.trim();
            setDefault(category, { ...value, hsn: hsn === '' ? null : hsn });
          }}
        />
        {bad ? <span className="field-error small">{t('catalogue.import.hsnBad')}</span> : null}
      </td>
      <td>
        {category === '*' ? (
          <Button onPress={() => applyToAll(category)}>{t('catalogue.import.allSame')}</Button>
        ) : null}
      </td>
    </tr>
  );
}

export type DefaultsStepProps = { readonly preview: ImportPreview; readonly defaults: DefaultDrafts };

/** The GST rate and HSN that rows without their own get, category by category. */
export function DefaultsStep({ preview, defaults }: DefaultsStepProps) {
  const { t } = useTranslation();
  const busy = useStore(wizard, (state) => state.busy);
  const { back, start } = wizard.getState();
  const counts = new Map(preview.categories.map(({ name, rowCount }) => [name, rowCount]));
  const labelOf = (category: string): string => {
    if (category === '*') return t('catalogue.import.others');
    return category === '' ? t('catalogue.noCategory') : category;
  };
  return (
    <div className="stack">
      <h3>{t('catalogue.import.steps.defaults')}</h3>
      <p>{t('catalogue.import.defaultsIntro')}</p>
      <table className="defaults">
        <thead>
          <tr>
            <th scope="col">{t('catalogue.field.category')}</th>
            <th scope="col">{t('catalogue.import.rate')}</th>
            <th scope="col">{t('catalogue.import.hsn')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {Object.entries(defaults.byCategory).map(([category, value]) => (
            <CategoryRow
              key={category}
              category={category}
              label={labelOf(category)}
              rowCount={counts.get(category) ?? null}
              value={value}
            />
          ))}
        </tbody>
      </table>
      <div className="dialog-actions">
        <Button onPress={back}>{t('catalogue.import.back')}</Button>
        <Button
          look="main"
          disabled={busy || wrongDefault(defaults, preview.mapping) !== null}
          onPress={() => void start()}
        >
          {t('catalogue.import.start', { count: preview.rowCount })}
        </Button>
      </div>
    </div>
  );
}
