import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../shared/contract/till.ts';
import { say, sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { TextField } from '../ui/field.tsx';

type Draft = {
  readonly url: string;
  readonly merchantId: string;
  readonly terminalId: string;
  readonly apiKey: string;
  readonly accept: string;
};

function WeakStorage({ settings, draft, onChange }: GatewayPartProps) {
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

type GatewayPartProps = {
  readonly settings: Settings;
  readonly draft: Draft;
  readonly onChange: (change: Partial<Draft>) => void;
};

function GatewayFields({ settings, draft, onChange }: GatewayPartProps) {
  const { t } = useTranslation();
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
      <TextField
        label={t('settings.gateway.apiKey')}
        value={draft.apiKey}
        type="password"
        maxLength={400}
        autoComplete="new-password"
        hint={t(settings.gateway.hasApiKey ? 'settings.gateway.hasKey' : 'settings.gateway.noKey')}
        onChange={(apiKey) => onChange({ apiKey })}
      />
    </div>
  );
}

/** Where card payments go. The key is written and never shown again. */
export function GatewayForm({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const { url, merchantId, terminalId } = settings.gateway;
  const [draft, setDraft] = useState<Draft>({ url, merchantId, terminalId, apiKey: '', accept: '' });
  const change = (changed: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changed }));
  const save = async (): Promise<void> => {
    const { apiKey, accept, ...rest } = draft;
    const request = {
      ...rest,
      ...(apiKey === '' ? {} : { apiKey }),
      ...(accept.trim() === '' ? {} : { acceptWeakStorage: accept.trim() }),
    };
    const reply = await asked(pos().saveGateway(request));
    change({ apiKey: '' });
    if (reply.ok) say({ kind: 'saved' });
    else sayError(reply.error);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    void save();
  };
  return (
    <section className="card" aria-labelledby="gateway-title">
      <form className="stack" onSubmit={submit} aria-labelledby="gateway-title">
        <h2 id="gateway-title">{t('settings.gateway.title')}</h2>
        <p className="soft">{t('settings.gateway.text')}</p>
        <GatewayFields settings={settings} draft={draft} onChange={change} />
        <WeakStorage settings={settings} draft={draft} onChange={change} />
        <div className="dialog-actions">
          <button type="submit" className="button button-main">
            {t('settings.save')}
          </button>
        </div>
      </form>
    </section>
  );
}
