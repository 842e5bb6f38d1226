import { useTranslation } from 'react-i18next';
import type { ImportStatus, RefusedRow } from '../../shared/contract/catalogue.ts';
import { say } from '../app/messages.ts';
import { Button } from '../ui/button.tsx';
import { wizard } from './catalogue.ts';

const counted = ['added', 'changed', 'unchanged', 'refused'] as const;

function Counts({ status }: { readonly status: ImportStatus }) {
  const { t } = useTranslation();
  return (
    <dl className="counts">
      {counted.map((name) => (
        <div key={name} className="count">
          <dt>{t(`catalogue.import.counts.${name}`)}</dt>
          <dd className="figures">{t('catalogue.import.counts.figure', { count: status[name] })}</dd>
        </div>
      ))}
    </dl>
  );
}

function Refused({ rows, total }: { readonly rows: readonly RefusedRow[]; readonly total: number }) {
  const { t } = useTranslation();
  return (
    <div className="sample" role="region" aria-label={t('catalogue.import.refusedTitle')} tabIndex={0}>
      <table className="sample-table">
        <caption>{t('catalogue.import.refusedTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('catalogue.import.row')}</th>
            <th scope="col">{t('catalogue.import.reason')}</th>
            <th scope="col">{t('catalogue.import.text')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ row, reason, text }) => (
            <tr key={`${row}-${reason}`}>
              <td className="figures">{row}</td>
              <td>{t(`catalogue.refused.${reason}`)}</td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < total ? (
        <p className="soft">{t('catalogue.import.onlyFirst', { shown: rows.length, total })}</p>
      ) : null}
    </div>
  );
}

async function saveRefused(): Promise<void> {
  const fileName = await wizard.getState().saveRefused();
  if (fileName !== null) say({ kind: 'file-saved', fileName });
}

export type ReportStepProps = {
  readonly status: ImportStatus;
  readonly rows: readonly RefusedRow[];
  readonly total: number;
};

/** How an import ended, with every refused row and its reason. */
export function ReportStep({ status, rows, total }: ReportStepProps) {
  const { t } = useTranslation();
  const { finish, chooseFile } = wizard.getState();
  return (
    <div className="stack">
      <h3>
        {t('catalogue.import.steps.report')}: {t(`catalogue.import.state.${status.state}`)}
      </h3>
      {status.state === 'cancelled' ? <p role="status">{t('catalogue.import.cancelled')}</p> : null}
      {status.state === 'failed' ? (
        <p role="alert" className="callout callout-bad">
          {t('catalogue.import.failed')} {status.failure}
        </p>
      ) : null}
      {status.state === 'done' ? (
        <div role="status">
          <Counts status={status} />
        </div>
      ) : null}
      {status.state === 'done' && total === 0 ? <p>{t('catalogue.import.refusedNone')}</p> : null}
      {total > 0 ? <Refused rows={rows} total={total} /> : null}
      <div className="dialog-actions">
        {total > 0 ? <Button onPress={() => void saveRefused()}>{t('catalogue.import.save')}</Button> : null}
        <Button onPress={() => void chooseFile()}>{t('catalogue.import.another')}</Button>
        <Button look="main" onPress={finish}>
          {t('catalogue.import.done')}
        </Button>
      </div>
    </div>
  );
}
