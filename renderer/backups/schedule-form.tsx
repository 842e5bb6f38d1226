import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backups, BackupSchedule } from '../../shared/contract/backup.ts';
import { say } from '../app/messages.ts';
import { pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/field.tsx';
import { orSay } from './use-backups.ts';

const PASSPHRASE_LETTERS_MIN = 8;
const periods = ['keepDays', 'keepWeeks', 'keepMonths'] as const;
const periodWords = { keepDays: 'days', keepWeeks: 'weeks', keepMonths: 'months' } as const;

type Draft = Record<(typeof periods)[number], string> & {
  daily: boolean;
  afterDayClose: boolean;
  passphrase: string;
};

function draftOf({ schedule }: Backups): Draft {
  const { daily, afterDayClose, keepDays, keepWeeks, keepMonths } = schedule;
  return {
    daily,
    afterDayClose,
    keepDays: String(keepDays),
    keepWeeks: String(keepWeeks),
    keepMonths: String(keepMonths),
    passphrase: '',
  };
}

function scheduleOf({ daily, afterDayClose, keepDays, keepWeeks, keepMonths }: Draft): BackupSchedule {
  const number = (text: string, least: number, most: number): number =>
    Math.min(most, Math.max(least, Math.trunc(Number(text)) || least));
  return {
    daily,
    afterDayClose,
    keepDays: number(keepDays, 1, 60),
    keepWeeks: number(keepWeeks, 0, 60),
    keepMonths: number(keepMonths, 0, 120),
  };
}

type Change = { readonly folderToken?: string | null; readonly passphrase?: string | null };

async function save(schedule: BackupSchedule, change: Change): Promise<void> {
  const saved = await orSay(pos().saveBackupSchedule({ schedule, ...change }));
  if (saved !== null) say({ kind: 'saved' });
}

async function chooseFolder(schedule: BackupSchedule): Promise<void> {
  const chosen = await orSay(pos().chooseBackupFolder());
  if (chosen !== null) await save(schedule, { folderToken: chosen.folderToken });
}

function FolderRow({ backups, schedule }: { readonly backups: Backups; readonly schedule: BackupSchedule }) {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <p>
        <span className="soft">{t('backups.folder')}</span>{' '}
        <code className="backup-path">{backups.folder}</code>
      </p>
      <div className="row">
        <Button onPress={() => void chooseFolder(schedule)}>{t('backups.schedule.choose')}</Button>
        <Button onPress={() => void save(schedule, { folderToken: null })}>
          {t('backups.schedule.own')}
        </Button>
        {backups.hasPassphrase ? (
          <Button onPress={() => void save(schedule, { passphrase: null })}>
            {t('backups.schedule.noSeal')}
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** When backups are made by themselves, where they lie, how many are kept, and whether they are sealed. */
export function ScheduleForm({ backups, real }: { readonly backups: Backups; readonly real: boolean }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(backups));
  const [tried, setTried] = useState(false);
  const change = (changed: Partial<Draft>): void => setDraft({ ...draft, ...changed });
  const short = draft.passphrase !== '' && draft.passphrase.length < PASSPHRASE_LETTERS_MIN;
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (short) return;
    void save(scheduleOf(draft), draft.passphrase === '' ? {} : { passphrase: draft.passphrase });
    change({ passphrase: '' });
  };
  return (
    <form className="stack" onSubmit={submit} aria-labelledby="backup-schedule-title">
      <h3 id="backup-schedule-title">{t('backups.schedule.title')}</h3>
      {real ? null : <p className="soft">{t('backups.schedule.training')}</p>}
      <FolderRow backups={backups} schedule={scheduleOf(draft)} />
      <div className="row">
        {(['daily', 'afterDayClose'] as const).map((when) => (
          <label key={when} className="choice">
            <input
              type="checkbox"
              checked={draft[when]}
              onChange={(changed) => change({ [when]: changed.target.checked })}
            />
            <span>{t(when === 'daily' ? 'backups.schedule.daily' : 'backups.schedule.afterClose')}</span>
          </label>
        ))}
      </div>
      <div className="backup-periods">
        {periods.map((period) => (
          <TextField
            key={period}
            label={t(`backups.schedule.${periodWords[period]}`)}
            inputMode="numeric"
            maxLength={3}
            className="figures"
            value={draft[period]}
            onChange={(text) => change({ [period]: text.replaceAll(/\D/g, '') })}
          />
        ))}
      </div>
      <TextField
        label={t('backups.schedule.passphrase')}
        type="password"
        maxLength={200}
        autoComplete="new-password"
        value={draft.passphrase}
        hint={t(backups.hasPassphrase ? 'backups.schedule.hasPassphrase' : 'backups.schedule.passphraseHint')}
        error={tried && short ? t('backups.schedule.short') : undefined}
        onChange={(passphrase) => change({ passphrase })}
      />
      <div className="dialog-actions">
        <button type="submit" className="button button-main">
          {t('backups.schedule.save')}
        </button>
      </div>
    </form>
  );
}
