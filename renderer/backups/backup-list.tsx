import { useTranslation } from 'react-i18next';
import type { BackupEntry } from '../../shared/contract/backup.ts';
import { Button } from '../ui/button.tsx';
import { momentWords, sizeWords } from './use-backups.ts';

type RowProps = { readonly backup: BackupEntry; readonly onLook: (backup: BackupEntry) => void };

function Row({ backup, onLook }: RowProps) {
  const { t, i18n } = useTranslation();
  const { madeAt, bytes, reason, sealed, verdict, folder, fileName } = backup;
  const when = momentWords(madeAt, i18n.language);
  const kind = [t(`backups.kinds.${reason}`), ...(sealed ? [t('backups.kinds.sealed')] : [])].join(', ');
  const state = verdict === null ? t('backups.unchecked') : t(`backups.verdict.${verdict}`);
  return (
    <tr title={`${folder} · ${fileName}`}>
      <td>{when}</td>
      <td className="figures">{sizeWords(bytes, i18n.language)}</td>
      <td>{kind}</td>
      <td className={verdict === null || verdict === 'good' ? 'soft' : 'backup-bad'}>{state}</td>
      <td>
        <Button label={t('backups.lookAt', { when })} onPress={() => onLook(backup)}>
          {t('backups.list.look')}
        </Button>
      </td>
    </tr>
  );
}

export type BackupListProps = {
  readonly backups: readonly BackupEntry[];
  readonly onLook: (backup: BackupEntry) => void;
};

/** The backups there are, newest first, each with what is known of it. */
export function BackupList({ backups, onLook }: BackupListProps) {
  const { t } = useTranslation();
  if (backups.length === 0) return <p className="callout callout-wait">{t('backups.none')}</p>;
  return (
    <div className="backup-list">
      <table className="table">
        <caption className="visually-hidden">{t('backups.list.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('backups.list.when')}</th>
            <th scope="col">{t('backups.list.size')}</th>
            <th scope="col">{t('backups.list.kind')}</th>
            <th scope="col">{t('backups.list.state')}</th>
            <th scope="col">
              <span className="visually-hidden">{t('backups.list.look')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => (
            <Row key={backup.backupKey} backup={backup} onLook={onLook} />
          ))}
        </tbody>
      </table>
    </div>
  );
}
