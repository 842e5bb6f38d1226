import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../renderer/ui/button.tsx';
import { SelectField } from '../../renderer/ui/field.tsx';
import { officeApi } from './office-api.ts';
import { OrderPage } from './order-page.tsx';
import { OrdersPage } from './orders-page.tsx';
import { SignIn } from './sign-in.tsx';
import { TillsPage } from './tills-page.tsx';
import { chooseLanguage, currentLanguage, languages } from './words.ts';

type View =
  | { readonly kind: 'orders' }
  | { readonly kind: 'order'; readonly id: number }
  | { readonly kind: 'tills' };
type Shop = { readonly code: string; readonly name: string };

type HeaderProps = {
  readonly shops: readonly Shop[];
  readonly shop: string;
  readonly view: View;
  readonly onShop: (code: string) => void;
  readonly onView: (view: View) => void;
  readonly onSignOut: () => void;
};

function Header({ shops, shop, view, onShop, onView, onSignOut }: HeaderProps) {
  const { t } = useTranslation();
  const tab = (kind: 'orders' | 'tills', isHere: boolean) => (
    <button
      type="button"
      className="tab"
      aria-current={isHere ? 'page' : undefined}
      onClick={() => onView({ kind })}
    >
      {t(kind)}
    </button>
  );
  return (
    <header className="office-header">
      <strong className="office-name">{t('title')}</strong>
      <nav className="row" aria-label={t('title')}>
        {tab('orders', view.kind !== 'tills')}
        {tab('tills', view.kind === 'tills')}
      </nav>
      <div className="row office-choices">
        <SelectField
          label={t('shop')}
          hideLabel
          value={shop}
          options={shops.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={onShop}
        />
        <SelectField
          label={t('language')}
          hideLabel
          value={currentLanguage()}
          options={languages}
          onChange={(language) => void chooseLanguage(language)}
        />
        <Button onPress={onSignOut}>{t('signOut')}</Button>
      </div>
    </header>
  );
}

function Inside({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const [shops, setShops] = useState<readonly Shop[]>([]);
  const [shop, setShop] = useState('');
  const [view, setView] = useState<View>({ kind: 'orders' });
  const [hasFailed, setHasFailed] = useState(false);
  const fail = useCallback(
    (status: number): void => {
      if (status === 401) onLeave();
      else setHasFailed(true);
    },
    [onLeave],
  );
  useEffect(() => {
    void officeApi.shops().then((reply) => {
      if (!reply.ok) return fail(reply.status);
      setShops(reply.value.shops);
      return setShop(reply.value.shops[0]?.code ?? '');
    });
  }, [fail]);
  const signOut = (): void => void officeApi.logout().then(onLeave);
  const go = (next: View): void => {
    setHasFailed(false);
    setView(next);
  };
  return (
    <>
      <Header shops={shops} shop={shop} view={view} onShop={setShop} onView={go} onSignOut={signOut} />
      <main className="office-main" key={shop}>
        {hasFailed ? (
          <p role="alert" className="callout callout-bad">
            {t('failed')}
          </p>
        ) : null}
        {shop !== '' && view.kind === 'orders' ? (
          <OrdersPage shop={shop} onOpen={(id) => go({ kind: 'order', id })} onFail={fail} />
        ) : null}
        {shop !== '' && view.kind === 'order' ? (
          <OrderPage shop={shop} id={view.id} onBack={() => go({ kind: 'orders' })} onFail={fail} />
        ) : null}
        {shop !== '' && view.kind === 'tills' ? <TillsPage shop={shop} onFail={fail} /> : null}
      </main>
    </>
  );
}

/** The office's page: who has signed in sees orders, tills and tokens. */
export function Office({ signedIn }: { readonly signedIn: boolean }) {
  const [isIn, setIsIn] = useState(signedIn);
  const leave = useCallback(() => setIsIn(false), []);
  return isIn ? <Inside onLeave={leave} /> : <SignIn onDone={() => setIsIn(true)} />;
}
