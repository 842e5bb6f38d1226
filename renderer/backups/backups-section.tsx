import { useTranslation } from 'react-i18next';
import type { Backups } from '../../shared/contract/backup.ts';
import { pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { ChooseAndRestore } from './choose-and-restore.tsx';
import { ScheduleForm } from './schedule-form.tsx';
import { momentWords, orSay, useBackups } from './use-backups.ts';
import './backups.css';

async function backUpElsewhere(): Promise<void> {
  const chosen = await orSay(pos().chooseBackupFolder());
  if (chosen !== null) await orSay(pos().makeBackup({ folderToken: chosen.folderToken, passphrase: null }));
}

function Standing({ backups }: { readonly backups: Backups }) {
  const { t, i18n } = useTranslation();
  const { last, check, running } = backups;
  const when = (at: number): string => momentWords(at, i18n.language);
  const [newest] = backups.backups;
  return (
    <>
      <p>{newest === undefined ? t('backups.none') : t('backups.lastGood', { when: when(newest.madeAt) })}</p>
      {running === null ? null : (
        <p role="status" className="callout callout-wait">
          {t(`backups.running.${running}`)}
        </p>
      )}
      {running !== null || last === null ? null : (
        <p role="status" className={last.verdict === 'good' ? 'callout callout-good' : 'callout callout-bad'}>
          {last.verdict === 'good'
            ? t('backups.last.good', { detail: last.detail })
            : t('backups.last.failed', { why: t(`backups.verdict.${last.verdict}`), detail: last.detail })}
        </p>
      )}
      {check === null ? (
        <p className="soft">{t('backups.checked.never')}</p>
      ) : (
        <p className={check.sound ? 'soft' : 'callout callout-bad'}>
          {t(check.sound ? 'backups.checked.sound' : 'backups.checked.broken', {
            when: when(check.at),
            detail: check.detail,
          })}
        </p>
      )}
    </>
  );
}

/** Backups in the settings: make one, see what there is, restore one, and say when they are made. */
export function BackupsSection({ real }: { readonly real: boolean }) {
  const { t } = useTranslation();
  const backups = useBackups();
  if (backups === null) return null;
  const busy = backups.running !== null;
  return (
    <section className="card stack" aria-labelledby="backups-title">
      <h2 id="backups-title">{t('backups.title')}</h2>
      <p className="soft">{t('backups.text')}</p>
      <Standing backups={backups} />
      <div className="row">
        <Button
          look="main"
          disabled={busy}
          onPress={() => void orSay(pos().makeBackup({ folderToken: null, passphrase: null }))}
        >
          {t('backups.now')}
        </Button>
        <Button disabled={busy} onPress={() => void backUpElsewhere()}>
          {t('backups.toFolder')}
        </Button>
        <Button disabled={busy} onPress={() => void orSay(pos().chooseBackupFile())}>
          {t('backups.openFile')}
        </Button>
        <Button disabled={busy} onPress={() => void orSay(pos().checkStore())}>
          {t('backups.checkNow')}
        </Button>
      </div>
      {backups.sameDisk ? <p className="callout callout-wait">{t('backups.sameDisk')}</p> : null}
      <ChooseAndRestore backups={backups.backups} damaged={false} open />
      <ScheduleForm key={JSON.stringify(backups.schedule)} backups={backups} real={real} />
    </section>
  );
}
