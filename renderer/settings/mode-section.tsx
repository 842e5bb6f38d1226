import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Mode } from '../../shared/contract/till.ts';
import { sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { applySnapshot, useSession } from '../app/session.ts';
import { cart, checkout, restoreSavedCart } from '../counter/till.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Opens the other mode's own data; the bill in hand belonged to the one that is left. */
async function change(mode: Mode): Promise<void> {
  const reply = await asked(pos().setMode({ mode }));
  if (!reply.ok) {
    sayError(reply.error);
    return;
  }
  applySnapshot(reply);
  checkout.getState().nextCustomer();
  await restoreSavedCart();
}

/** Whether the till is for training or sells for real, and the way to change that. */
export function ModeSection({ mode }: { readonly mode: Mode }) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const hasBill = useStore(cart, (state) => state.entries.length > 0);
  const hasOpen = useSession((state) => state.openAttempts.length > 0);
  const other: Mode = mode === 'training' ? 'real' : 'training';
  const toOther = other === 'real' ? t('settings.mode.toReal') : t('settings.mode.toTraining');
  const confirm = (): void => {
    ask(false);
    void change(other);
  };
  return (
    <section className="card stack" aria-labelledby="mode-title">
      <h2 id="mode-title">{t('settings.mode.title')}</h2>
      <p className={mode === 'training' ? 'callout callout-wait' : 'callout callout-good'}>
        <strong>{t(`settings.mode.${mode}`)}</strong>{' '}
        {t(mode === 'training' ? 'settings.mode.trainingText' : 'settings.mode.realText')}
      </p>
      {hasBill || hasOpen ? <p className="soft">{t('settings.mode.busy')}</p> : null}
      <div className="row">
        <Button disabled={hasBill || hasOpen} onPress={() => ask(true)}>
          {toOther}
        </Button>
      </div>
      {asking ? (
        <Dialog title={toOther} onClose={() => ask(false)}>
          <p>{t(other === 'real' ? 'settings.mode.confirmReal' : 'settings.mode.confirmTraining')}</p>
          <div className="dialog-actions">
            <Button autoFocus onPress={() => ask(false)}>
              {t('app.cancel')}
            </Button>
            <Button look="danger" onPress={confirm}>
              {toOther}
            </Button>
          </div>
        </Dialog>
      ) : null}
    </section>
  );
}
