import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Damage, RestoreReply } from '../../shared/contract/backup.ts';
import { loadSnapshot } from '../app/session.ts';
import { pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { ChooseAndRestore } from './choose-and-restore.tsx';
import { RestoreDialog, RestoreOutcome } from './restore-dialog.tsx';
import { orSay, useBackups } from './use-backups.ts';
import './backups.css';

/** What can be read out of the damaged file, table by table. */
function DamageReport({ damage }: { readonly damage: Damage }) {
  const { t } = useTranslation();
  const rows = damage.tables.reduce((sum, table) => sum + table.rows, 0);
  const pages = damage.tables.reduce((sum, table) => sum + table.damagedPages, 0);
  return (
    <div className="stack" role="status">
      <p>{t('backups.damage.readable', { rows, pages })}</p>
      <div className="backup-list" role="region" aria-label={t('backups.damage.table')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('backups.damage.table')}</th>
              <th scope="col">{t('backups.damage.rows')}</th>
              <th scope="col">{t('backups.damage.lost')}</th>
            </tr>
          </thead>
          <tbody>
            {damage.tables.map((table) => (
              <tr key={table.table}>
                <td>
                  <code>{table.table}</code>
                </td>
                <td className="figures">{table.rows}</td>
                <td className="figures">{table.damagedPages}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** The ways back when the till's file is damaged or gone: what can be read, the backups, and a start from what can be read alone. */
export function RestoreScreen({ damaged }: { readonly damaged: boolean }) {
  const { t } = useTranslation();
  const backups = useBackups();
  const [damage, setDamage] = useState<Damage | null>(null);
  const [bare, setBare] = useState(false);
  const [reply, setReply] = useState<RestoreReply | null>(null);
  const restored = (answer: RestoreReply): void => {
    if (answer.done !== null) void loadSnapshot();
  };
  const done = (answer: RestoreReply): void => {
    setBare(false);
    setReply(answer);
    restored(answer);
  };
  if (backups === null) return null;
  const busy = backups.running !== null;
  return (
    <div className="stack">
      <p>{t(damaged ? 'backups.damage.withBackup' : 'backups.damage.withBackupMissing')}</p>
      {reply === null ? null : <RestoreOutcome reply={reply} />}
      <ChooseAndRestore backups={backups.backups} damaged={damaged} open={false} onRestored={restored} />
      <div className="row">
        <Button disabled={busy} onPress={() => void orSay(pos().chooseBackupFile())}>
          {t('backups.openFile')}
        </Button>
        {damaged ? (
          <Button disabled={busy} onPress={() => void orSay(pos().getDamage()).then(setDamage)}>
            {t('backups.damage.read')}
          </Button>
        ) : null}
        {damaged && backups.backups.length === 0 ? (
          <Button look="danger" disabled={busy} onPress={() => setBare(true)}>
            {t('backups.damage.without')}
          </Button>
        ) : null}
      </div>
      {busy ? <p role="status">{t(`backups.running.${backups.running ?? 'verify'}`)}</p> : null}
      {damage === null ? null : <DamageReport damage={damage} />}
      {bare ? (
        <RestoreDialog
          wanted={{ backup: null, passphrase: null, damaged: true, open: false }}
          onDone={done}
          onClose={() => setBare(false)}
        />
      ) : null}
    </div>
  );
}
