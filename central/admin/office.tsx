import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../renderer/ui/button.tsx';
import { SelectField } from '../../renderer/ui/field.tsx';
import { NewNameDialog } from './new-name-dialog.tsx';
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
  readonly onAddShop: () => void;
  readonly onSignOut: () => void;
};

function Header({ shops, shop, view, onShop, onView, onAddShop, onSignOut }: HeaderProps) {
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
        <Button onPress={onAddShop}>{t('addShop')}</Button>
        <Button onPress={onSignOut}>{t('signOut')}</Button>
      </div>
    </header>
  );
}

type ShownProps = {
  readonly shop: string;
  readonly view: View;
  readonly hasFailed: boolean;
  readonly onView: (view: View) => void;
  readonly onFail: (status: number) => void;
};

function Shown({ shop, view, hasFailed, onView, onFail }: ShownProps) {
  const { t } = useTranslation();
  return (
    <main className="office-main">
      {hasFailed ? (
        <p role="alert" className="callout callout-bad">
          {t('failed')}
        </p>
      ) : null}
      {shop !== '' && view.kind === 'orders' ? (
        <OrdersPage shop={shop} onOpen={(id) => onView({ kind: 'order', id })} onFail={onFail} />
      ) : null}
      {shop !== '' && view.kind === 'order' ? (
        <OrderPage shop={shop} id={view.id} onBack={() => onView({ kind: 'orders' })} onFail={onFail} />
      ) : null}
      {shop !== '' && view.kind === 'tills' ? <TillsPage shop={shop} onFail={onFail} /> : null}
    </main>
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
  const [isAdding, setIsAdding] = useState(false);
  const load = useCallback(
    async (shown: string | null): Promise<void> => {
      const reply = await officeApi.shops();
      if (!reply.ok) return fail(reply.status);
      setShops(reply.value.shops);
      return setShop(shown ?? reply.value.shops[0]?.code ?? '');
    },
    [fail],
  );
  useEffect(() => void load(null), [load]);
  const addShop = async (code: string, name: string): Promise<void> => {
    setIsAdding(false);
    const added = await officeApi.addShop(code, name);
    if (!added.ok) return fail(added.status);
    setView({ kind: 'tills' });
    return load(code);
  };
  const signOut = (): void => void officeApi.logout().then(onLeave);
  const go = (next: View): void => {
    setHasFailed(false);
    setView(next);
  };
  return (
    <>
      <Header
        shops={shops}
        shop={shop}
        view={view}
        onShop={setShop}
        onView={go}
        onAddShop={() => setIsAdding(true)}
        onSignOut={signOut}
      />
      {isAdding ? (
        <NewNameDialog
          title={t('addShop')}
          onSave={(code, name) => void addShop(code, name)}
          onClose={() => setIsAdding(false)}
        />
      ) : null}
      <Shown key={shop} shop={shop} view={view} hasFailed={hasFailed} onView={go} onFail={fail} />
    </>
  );
}

/** The office's page: who has signed in sees orders, tills and tokens. */
export function Office({ signedIn }: { readonly signedIn: boolean }) {
  const [isIn, setIsIn] = useState(signedIn);
  const leave = useCallback(() => setIsIn(false), []);
  return isIn ? <Inside onLeave={leave} /> : <SignIn onDone={() => setIsIn(true)} />;
}
