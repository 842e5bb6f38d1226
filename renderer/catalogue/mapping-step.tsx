import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { ImportField, ImportPreview } from '../../shared/contract/catalogue.ts';
import { Button } from '../ui/button.tsx';
import { SelectField } from '../ui/field.tsx';
import { wizard } from './catalogue.ts';
import { importFieldOrder } from './import-fields.ts';

function Sample({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useTranslation();
  const rows = preview.sampleRows.slice(0, 5).map((cells, index) => ({ cells, key: `row-${index}` }));
  const columns = preview.columns.map((name, index) => ({ name, key: `column-${index}` }));
  return (
    <div className="sample" role="region" aria-label={t('catalogue.import.sample')} tabIndex={0}>
      <table className="sample-table">
        <caption>{t('catalogue.import.sample')}</caption>
        <thead>
          <tr>
            {columns.map(({ name, key }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ cells, key }) => (
            <tr key={key}>
              {columns.map((column, index) => (
                <td key={column.key}>{cells[index] ?? ''}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function FieldChoice({ field, preview }: { readonly field: ImportField; readonly preview: ImportPreview }) {
  const { t } = useTranslation();
  const column = preview.mapping[field];
  const none = { value: '', label: t('catalogue.import.notInFile') };
  const options = preview.columns.map((name, index) => ({ value: String(index), label: name }));
  return (
    <SelectField
      label={t(`catalogue.field.${field}`)}
      value={column === undefined ? '' : String(column)}
      options={[none, ...options]}
      onChange={(value) => void wizard.getState().mapField(field, value === '' ? null : Number(value))}
    />
  );
}

export type MappingStepProps = { readonly preview: ImportPreview; readonly sheet: string | undefined };

/** Which column is what: guessed or remembered, and put right here. */
export function MappingStep({ preview, sheet: current }: MappingStepProps) {
  const { t } = useTranslation();
  const busy = useStore(wizard, (state) => state.busy);
  const { missing, sheets } = preview;
  const store = wizard.getState();
  const names = missing.map((field) => t(`catalogue.field.${field}`)).join(', ');
  // A GST rate and an HSN may come from the category; anything else must come from the file.
  const blocked = missing.some((field) => field !== 'gstRate' && field !== 'hsn');
  return (
    <div className="stack">
      <h3>{t('catalogue.import.steps.mapping')}</h3>
      <p className="figures">
        {t('catalogue.import.file', { fileName: preview.fileName, rows: preview.rowCount })}
      </p>
      <p className="soft">{t(`catalogue.import.source.${preview.mappingSource}`)}</p>
      {sheets.length > 1 ? (
        <SelectField
          label={t('catalogue.import.sheet')}
          value={current ?? ''}
          options={sheets.map((sheet) => ({ value: sheet, label: sheet }))}
          onChange={(sheet) => void store.chooseSheet(sheet)}
        />
      ) : null}
      <div className="mapping">
        {importFieldOrder.map((field) => (
          <FieldChoice key={field} field={field} preview={preview} />
        ))}
      </div>
      {missing.length === 0 ? null : (
        <p className="callout callout-wait" role="status">
          {t('catalogue.import.missing', { fields: names })}
        </p>
      )}
      <Sample preview={preview} />
      <div className="dialog-actions">
        <Button onPress={store.back}>{t('catalogue.import.back')}</Button>
        <Button look="main" disabled={busy || blocked} onPress={store.next}>
          {t('catalogue.import.next')}
        </Button>
      </div>
    </div>
  );
}
