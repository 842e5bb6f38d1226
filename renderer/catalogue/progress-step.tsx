import { useTranslation } from 'react-i18next';
import type { ImportStatus } from '../../shared/contract/catalogue.ts';
import { Button } from '../ui/button.tsx';
import { wizard } from './catalogue.ts';

/** How far an import is, and the way to stop it. */
export function ProgressStep({ status }: { readonly status: ImportStatus }) {
  const { t } = useTranslation();
  const { rowsRead: read, rowsTotal: total } = status;
  return (
    <div className="stack">
      <h3>{t('catalogue.import.steps.running')}</h3>
      <p role="status">{t(`catalogue.import.state.${status.state}`)}</p>
      <progress
        className="progress"
        aria-label={t('catalogue.import.progressLabel')}
        value={read}
        max={Math.max(total, 1)}
      />
      <p className="figures">{t('catalogue.import.progress', { read, total })}</p>
      <div className="dialog-actions">
        <Button look="danger" onPress={() => void wizard.getState().cancel()}>
          {t('catalogue.import.cancel')}
        </Button>
      </div>
    </div>
  );
}
