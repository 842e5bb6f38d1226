import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Settings } from '../../shared/contract/till.ts';
import { errorWords } from '../app/error-words.ts';
import { onTopic } from '../app/live.ts';
import { asked, pos } from '../app/pos.ts';
import { useSnapshot } from '../app/session.ts';
import { chooseLanguage } from '../app/choose-language.ts';
import { languages } from '../i18n/languages.ts';
import { BackupsSection } from '../backups/backups-section.tsx';
import { ReadBackSection } from '../backups/read-back-section.tsx';
import { RestoredSection } from '../backups/restored-section.tsx';
import { GatewayForm } from './gateway-form.tsx';
import { OfficeForm } from './office-form.tsx';
import { KeyedCardSection } from './keyed-card-section.tsx';
import { ManagerPinSection } from './manager-pin-section.tsx';
import { ModeSection } from './mode-section.tsx';
import { ShopForm } from './shop-form.tsx';
import './settings.css';

type Loaded = { readonly settings: Settings | null; readonly error: PosError | null };

/** The settings as main has them, asked for again when they change. */
function useSettings(): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ settings: null, error: null });
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getSettings());
      if (!gone)
        setLoaded(reply.ok ? { settings: reply.value, error: null } : { settings: null, error: reply.error });
    };
    void load();
    const stops = [onTopic('settings', () => void load()), onTopic('snapshot', () => void load())];
    return () => {
      gone = true;
      for (const stop of stops) stop();
    };
  }, []);
  return loaded;
}

function LanguageSection() {
  const { t, i18n } = useTranslation();
  return (
    <section className="card stack" aria-labelledby="language-title">
      <h2 id="language-title">{t('settings.language.title')}</h2>
      <p className="soft">{t('settings.language.text')}</p>
      <div className="row" role="radiogroup" aria-labelledby="language-title">
        {languages.map((language) => (
          <label key={language} className="choice">
            <input
              type="radio"
              name="language"
              value={language}
              checked={i18n.language === language}
              onChange={() => void chooseLanguage(language)}
            />
            <span lang={language}>{t(`app.language.${language}`)}</span>
          </label>
        ))}
      </div>
    </section>
  );
}

function AboutSection({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation();
  const snapshot = useSnapshot();
  if (snapshot === null) return null;
  return (
    <section className="card stack" aria-labelledby="about-title">
      <h2 id="about-title">{t('settings.about.title')}</h2>
      <dl className="about">
        <dt className="soft">{t('settings.about.folder')}</dt>
        <dd>
          <code>{settings.dataFolder}</code>
        </dd>
        <dt className="soft">{t('settings.about.runtime')}</dt>
        <dd>{snapshot.runtime}</dd>
      </dl>
      <p className="soft">{t('settings.about.version', { version: snapshot.appVersion })}</p>
    </section>
  );
}

/** A training till charges through its own emulator: there is nothing to set up. */
function TrainingGateway() {
  const { t } = useTranslation();
  return (
    <section className="card stack" aria-labelledby="gateway-title">
      <h2 id="gateway-title">{t('settings.gateway.title')}</h2>
      <p className="soft">{t('settings.gateway.training')}</p>
    </section>
  );
}

/**
 * The settings of the shop and this till. What is kept in the store is made anew with each store: a form that was filled from another one would write that one's
 * shop into this one.
 */
export function SettingsScreen() {
  const { t } = useTranslation();
  const { settings, error } = useSettings();
  return (
    <div className="page">
      <div className="page-column stack">
        <h1>{t('settings.title')}</h1>
        {error === null ? null : (
          <p role="alert" className="callout callout-bad">
            {errorWords(t, error)}
          </p>
        )}
        {settings === null ? null : (
          <>
            <RestoredSection key={`${settings.mode}-restored`} />
            <ReadBackSection key={`${settings.mode}-read-back`} isFirst />
            <ModeSection mode={settings.mode} />
            <ShopForm key={`${settings.opening}-shop`} shop={settings.shop} />
            {settings.mode === 'training' ? (
              <TrainingGateway />
            ) : (
              <GatewayForm key={`${settings.opening}-gateway`} settings={settings} />
            )}
            <OfficeForm key={`${settings.opening}-office`} secrets={settings.secrets} />
            <ReadBackSection key={`${settings.mode}-bills`} isFirst={false} />
            <BackupsSection key={`${settings.mode}-backups`} real={settings.mode === 'real'} />
            <ManagerPinSection key={`${settings.opening}-pin`} />
            <KeyedCardSection key={`${settings.opening}-keyed`} on={settings.keyedCard} />
            <LanguageSection />
            <AboutSection settings={settings} />
          </>
        )}
      </div>
    </div>
  );
}
