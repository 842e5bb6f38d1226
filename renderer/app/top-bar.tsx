import { useTranslation } from 'react-i18next';
import { languages } from '../i18n/languages.ts';
import { Button } from '../ui/button.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { chooseLanguage } from './choose-language.ts';
import { SyncSign } from '../office/sync-sign.tsx';
import { goTo, screens, showHelp, useNavigation } from './navigation.ts';
import { useSnapshot } from './session.ts';
import { dateWords } from './time-words.ts';

const keyOf: Readonly<Record<(typeof screens)[number], string>> = {
  counter: 'F2',
  orders: 'F3',
  catalogue: 'F4',
  day: 'F5',
  settings: 'F6',
};

function Navigation() {
  const { t } = useTranslation();
  const current = useNavigation((state) => state.screen);
  return (
    <nav className="nav" aria-label={t('app.nav.label')}>
      {screens.map((screen) => (
        <button
          key={screen}
          type="button"
          className="nav-item"
          aria-current={screen === current ? 'page' : undefined}
          aria-keyshortcuts={keyOf[screen]}
          onClick={() => goTo(screen)}
        >
          {t(`app.nav.${screen}`)}
          <KeyHint name={keyOf[screen]} />
        </button>
      ))}
    </nav>
  );
}

function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  return (
    <div className="language" role="group" aria-label={t('app.language.label')}>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          className="language-item"
          lang={language}
          aria-label={t(`app.language.${language}`)}
          aria-pressed={i18n.language === language}
          onClick={() => void chooseLanguage(language)}
        >
          {language === 'en' ? 'EN' : 'हि'}
        </button>
      ))}
    </div>
  );
}

/** The bar with the shop, the day, the till and the way to the other screens. */
export function TopBar() {
  const { t, i18n } = useTranslation();
  const snapshot = useSnapshot();
  if (snapshot === null) return null;
  const { shop, businessDate, gatewayReady } = snapshot;
  return (
    <header className="top-bar">
      <span className="wordmark" lang="hi" translate="no">
        गल्ला
      </span>
      <Navigation />
      <div className="top-facts">
        <div className="top-shop">
          <strong>{shop.name}</strong>
          <span>
            <span className="visually-hidden">{t('app.businessDate')} </span>
            {dateWords(businessDate, i18n.language)} · {t('app.till', { code: shop.tillCode })}
          </span>
        </div>
        <span className={gatewayReady ? 'gateway gateway-ready' : 'gateway'}>
          <span>{t(gatewayReady ? 'app.gateway.ready' : 'app.gateway.notReady')}</span>
        </span>
        <SyncSign />
        <LanguageSwitch />
        <Button look="quiet" className="top-help" keyName="F1" onPress={() => showHelp(true)}>
          {t('app.help.open')}
        </Button>
      </div>
    </header>
  );
}
