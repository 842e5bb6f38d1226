import { useEffect, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { basePaymentMethods } from '../../shared/contract/base-contract.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import type { SyncSettings } from '../../shared/contract/sync.ts';
import type { Settings } from '../../shared/contract/till.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { say } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import {
  draftOfOffice,
  methodOf,
  officeProblems,
  officeRequestOf,
  type OfficeDraft,
} from './office-draft.ts';

type PartProps = {
  readonly draft: OfficeDraft;
  readonly tried: boolean;
  readonly onChange: (change: Partial<OfficeDraft>) => void;
};

const servers = ['auto', 'central', 'base'] as const satisfies readonly SyncSettings['server'][];

function ServerFields({ draft, onChange, hasToken }: PartProps & { readonly hasToken: boolean }) {
  const { t } = useTranslation();
  return (
    <div className="form-grid">
      <TextField
        label={t('office.settings.url')}
        value={draft.url}
        type="url"
        maxLength={300}
        hint={t('office.settings.urlHint')}
        onChange={(url) => onChange({ url })}
      />
      <TextField
        label={t('office.settings.token')}
        value={draft.token}
        type="password"
        maxLength={400}
        autoComplete="new-password"
        hint={t(hasToken ? 'office.settings.hasToken' : 'office.settings.noToken')}
        onChange={(token) => onChange({ token })}
      />
      <SelectField
        label={t('office.settings.server')}
        value={draft.server}
        options={servers.map((value) => ({ value, label: t(`office.settings.servers.${value}`) }))}
        onChange={(text) => onChange({ server: servers.find((one) => one === text) ?? 'auto' })}
      />
    </div>
  );
}

/** What a server is told that has no cash, one way to pay a bill, and wants every buyer's name. */
function MappingFields({ draft, tried, onChange }: PartProps) {
  const { t } = useTranslation();
  const problems = officeProblems(draft);
  const methods = basePaymentMethods.map((value) => ({
    value,
    label: t(`office.settings.methods.${value}`),
  }));
  return (
    <fieldset className="choices">
      <legend>
        <h3>{t('office.settings.mapping')}</h3>
      </legend>
      <p className="soft">{t('office.settings.mappingText')}</p>
      <div className="form-grid">
        <SelectField
          label={t('office.settings.cash')}
          value={draft.cashMethod}
          options={methods}
          onChange={(text) => onChange({ cashMethod: methodOf(text) })}
        />
        <SelectField
          label={t('office.settings.split')}
          value={draft.splitMethod}
          options={methods}
          onChange={(text) => onChange({ splitMethod: methodOf(text) })}
        />
        <TextField
          label={t('office.settings.walkInName')}
          value={draft.walkInName}
          maxLength={200}
          error={tried && problems.name ? t('office.settings.nameBad') : undefined}
          onChange={(walkInName) => onChange({ walkInName })}
        />
        <TextField
          label={t('office.settings.walkInEmail')}
          value={draft.walkInEmail}
          maxLength={254}
          error={tried && problems.email ? t('office.settings.emailBad') : undefined}
          onChange={(walkInEmail) => onChange({ walkInEmail })}
        />
      </div>
    </fieldset>
  );
}

/** Where the system has no safe place for the token, the owner says in writing that it is stored all the same. */
function WeakStorage({
  secrets: { strong, weakAccepted, backend },
  draft,
  onChange,
}: Omit<PartProps, 'tried'> & { readonly secrets: Settings['secrets'] }) {
  const { t } = useTranslation();
  if (strong || weakAccepted) return null;
  return (
    <div className="callout callout-wait stack">
      <p>{t('office.settings.weak', { backend })}</p>
      <TextField
        label={t('settings.gateway.weakAccept')}
        value={draft.accept}
        maxLength={500}
        onChange={(accept) => onChange({ accept })}
      />
    </div>
  );
}

type FormProps = { readonly settings: SyncSettings; readonly secrets: Settings['secrets'] };

function Form({ settings, secrets }: FormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOfOffice(settings));
  const [hasToken, setHasToken] = useState(settings.hasToken);
  const [tried, setTried] = useState(false);
  const [asking, ask] = useState(false);
  const change = (changed: Partial<OfficeDraft>): void => setDraft((before) => ({ ...before, ...changed }));
  const save = async (manager: ManagerProof): Promise<PosError | null> => {
    const reply = await asked(pos().saveSyncSettings({ ...officeRequestOf(draft), manager }));
    if (!reply.ok) return reply.error;
    change({ token: '' });
    setHasToken(reply.value.hasToken);
    say({ kind: 'saved' });
    return null;
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    const { name, email } = officeProblems(draft);
    if (!name && !email) ask(true);
  };
  const url = draft.url.trim();
  const part = { draft, tried, onChange: change };
  return (
    <>
      <form className="stack" onSubmit={submit} aria-labelledby="office-title">
        <h2 id="office-title">{t('office.settings.title')}</h2>
        <p className="soft">{t('office.settings.text')}</p>
        <ServerFields {...part} hasToken={hasToken} />
        <WeakStorage {...part} secrets={secrets} />
        <MappingFields {...part} />
        <div className="dialog-actions">
          <button type="submit" className="button button-main">
            {t('settings.save')}
          </button>
        </div>
      </form>
      {asking ? (
        <ManagerPinDialog
          title={t('office.settings.confirmTitle')}
          confirm={t('settings.save')}
          onConfirm={save}
          onClose={() => ask(false)}
        >
          <p className="settings-address">
            {url === '' ? t('office.settings.confirmNone') : t('office.settings.confirm', { url })}
          </p>
        </ManagerPinDialog>
      ) : null}
    </>
  );
}

/** Where orders go: the office's server, its token, and what it is told of what it has no word for. */
export function OfficeForm({ secrets }: Pick<FormProps, 'secrets'>) {
  const [settings, setSettings] = useState<SyncSettings | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getSyncSettings());
      if (!gone && reply.ok) setSettings(reply.value);
    };
    void load();
    return () => {
      gone = true;
    };
  }, []);
  if (settings === null) return null;
  return (
    <section className="card" aria-labelledby="office-title">
      <Form settings={settings} secrets={secrets} />
    </section>
  );
}
