import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { gatewayProviders, gatewaySpeaks, type Settings } from '../../shared/contract/till.ts';
import { say, sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import {
  draftOfGateway,
  gatewayRequestOf,
  upiProblems,
  type GatewayDraft,
  type UpiProblems,
} from './gateway-draft.ts';

type PartProps = {
  readonly settings: Settings;
  readonly draft: GatewayDraft;
  readonly onChange: (change: Partial<GatewayDraft>) => void;
};

function WeakStorage({ settings, draft, onChange }: PartProps) {
  const { t } = useTranslation();
  const { strong, weakAccepted, backend } = settings.secrets;
  if (strong) return null;
  if (weakAccepted) return <p className="callout callout-wait">{t('settings.gateway.weakAccepted')}</p>;
  return (
    <div className="callout callout-wait stack">
      <p>{t('settings.gateway.weak', { backend })}</p>
      <TextField
        label={t('settings.gateway.weakAccept')}
        value={draft.accept}
        maxLength={500}
        onChange={(accept) => onChange({ accept })}
      />
    </div>
  );
}

/** Who drives the terminal, and what that one cannot do. */
function Provider({ draft, onChange }: Omit<PartProps, 'settings'>) {
  const { t } = useTranslation();
  const { provider } = draft;
  return (
    <>
      <SelectField
        label={t('settings.gateway.provider')}
        value={provider}
        options={gatewayProviders.map((value) => ({
          value,
          label: t(`settings.gateway.providers.${value}`),
        }))}
        onChange={(value) =>
          onChange({ provider: gatewayProviders.find((one) => one === value) ?? 'rupay', apiKey: '' })
        }
      />
      {provider === 'rupay' && draft.speaks === 'base' ? null : (
        <p className={provider === 'rupay' ? 'callout callout-good' : 'callout callout-wait'}>
          {t(`settings.gateway.promises.${provider}`)}{' '}
          {provider === 'rupay' ? null : <strong>{t('settings.gateway.untried')}</strong>}
        </p>
      )}
    </>
  );
}

/** What a RuPay gateway speaks, and what the base protocol alone cannot do. */
function Speaks({ draft, onChange }: Omit<PartProps, 'settings'>) {
  const { t } = useTranslation();
  if (draft.provider !== 'rupay') return null;
  return (
    <>
      <SelectField
        label={t('speaks.label')}
        value={draft.speaks}
        hint={t('speaks.hint')}
        options={gatewaySpeaks.map((value) => ({ value, label: t(`speaks.${value}`) }))}
        onChange={(value) => onChange({ speaks: gatewaySpeaks.find((one) => one === value) ?? 'auto' })}
      />
      {draft.speaks === 'base' ? <p className="callout callout-wait">{t('speaks.baseLimits')}</p> : null}
    </>
  );
}

/** The fields that a provider asks for beside those that every one has. */
const ownFields = {
  rupay: [],
  'pine-labs': ['pineMerchantId', 'storeId', 'clientId'],
  'razorpay-pos': ['username', 'deviceId'],
} as const;

function AccountFields({ settings, draft, onChange }: PartProps) {
  const { t } = useTranslation();
  const { provider } = draft;
  const hasKey = settings.gateway.hasApiKey && settings.gateway.provider === provider;
  return (
    <div className="form-grid">
      <TextField
        label={t('settings.gateway.url')}
        value={draft.url}
        type="url"
        maxLength={300}
        onChange={(url) => onChange({ url })}
      />
      <TextField
        label={t('settings.gateway.merchantId')}
        value={draft.merchantId}
        maxLength={64}
        onChange={(merchantId) => onChange({ merchantId })}
      />
      <TextField
        label={t('settings.gateway.terminalId')}
        value={draft.terminalId}
        maxLength={64}
        onChange={(terminalId) => onChange({ terminalId })}
      />
      {ownFields[provider].map((name) => (
        <TextField
          key={name}
          label={t(`settings.gateway.own.${name}`)}
          value={draft[name]}
          maxLength={64}
          onChange={(text) => onChange({ [name]: text })}
        />
      ))}
      <TextField
        label={t(provider === 'rupay' ? 'settings.gateway.apiKey' : `settings.gateway.key.${provider}`)}
        value={draft.apiKey}
        type="password"
        maxLength={400}
        autoComplete="new-password"
        hint={t(hasKey ? 'settings.gateway.hasKey' : 'settings.gateway.noKey')}
        onChange={(apiKey) => onChange({ apiKey })}
      />
    </div>
  );
}

/** Whom a UPI QR pays. */
function UpiFields({ draft, problems, onChange }: Omit<PartProps, 'settings'> & { problems: UpiProblems }) {
  const { t } = useTranslation();
  return (
    <fieldset className="choices">
      <legend>
        <h3>{t('settings.upi.title')}</h3>
      </legend>
      <p className="soft">{t('settings.upi.text')}</p>
      <div className="form-grid">
        <TextField
          label={t('settings.upi.address')}
          value={draft.upiAddress}
          maxLength={255}
          hint={t('settings.upi.addressHint')}
          error={problems.address === true ? t('errors.upi-address-invalid') : undefined}
          onChange={(upiAddress) => onChange({ upiAddress })}
        />
        <TextField
          label={t('settings.upi.name')}
          value={draft.upiName}
          maxLength={120}
          hint={t('settings.upi.nameHint')}
          error={problems.name === true ? t('settings.upi.nameBad') : undefined}
          onChange={(upiName) => onChange({ upiName })}
        />
        <TextField
          label={t('settings.upi.code')}
          value={draft.upiCode}
          maxLength={4}
          inputMode="numeric"
          hint={t('settings.upi.codeHint')}
          error={problems.code === true ? t('settings.upi.codeBad') : undefined}
          onChange={(upiCode) => onChange({ upiCode })}
        />
      </div>
    </fieldset>
  );
}

/** Where card and UPI payments of a real till go. The key is written and never shown again. */
export function GatewayForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOfGateway(settings));
  const [tried, setTried] = useState(false);
  const change = (changed: Partial<GatewayDraft>): void => setDraft((before) => ({ ...before, ...changed }));
  const problems = upiProblems(draft);
  const save = async (): Promise<void> => {
    const reply = await asked(pos().saveGateway(gatewayRequestOf(draft)));
    change({ apiKey: '' });
    if (reply.ok) say({ kind: 'saved' });
    else sayError(reply.error);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) void save();
  };
  return (
    <section className="card" aria-labelledby="gateway-title">
      <form className="stack" onSubmit={submit} aria-labelledby="gateway-title">
        <h2 id="gateway-title">{t('settings.gateway.title')}</h2>
        <p className="soft">{t('settings.gateway.text')}</p>
        <Provider draft={draft} onChange={change} />
        <Speaks draft={draft} onChange={change} />
        <AccountFields settings={settings} draft={draft} onChange={change} />
        <WeakStorage settings={settings} draft={draft} onChange={change} />
        <UpiFields draft={draft} problems={tried ? problems : {}} onChange={change} />
        <div className="dialog-actions">
          <button type="submit" className="button button-main">
            {t('settings.save')}
          </button>
        </div>
      </form>
    </section>
  );
}
