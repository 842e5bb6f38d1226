import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import { ManagerPinDialog } from '../app/manager-pin-dialog.tsx';
import { say } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { Button } from '../ui/button.tsx';

/** Whether card numbers may be typed in, what that means, and the switch that only a manager turns. */
export function KeyedCardSection({ on }: { readonly on: boolean }) {
  const { t } = useTranslation();
  const [asking, ask] = useState(false);
  const toOther = t(on ? 'keyed.off' : 'keyed.on');
  const turn = async (manager: ManagerProof): Promise<PosError | null> => {
    const reply = await asked(pos().setKeyedCard({ on: !on, manager }));
    if (!reply.ok) return reply.error;
    say({ kind: 'saved' });
    return null;
  };
  return (
    <section className="card stack" aria-labelledby="keyed-title">
      <h2 id="keyed-title">{t('keyed.title')}</h2>
      <p className={on ? 'callout callout-wait' : 'callout callout-good'}>
        <strong>{t(on ? 'keyed.isOn' : 'keyed.isOff')}</strong> {t('keyed.text')}
      </p>
      <div className="row">
        <Button onPress={() => ask(true)}>{toOther}</Button>
      </div>
      {asking ? (
        <ManagerPinDialog
          title={toOther}
          confirm={toOther}
          look={on ? 'main' : 'danger'}
          onConfirm={turn}
          onClose={() => ask(false)}
        >
          <p>{t(on ? 'keyed.confirmOff' : 'keyed.confirmOn')}</p>
        </ManagerPinDialog>
      ) : null}
    </section>
  );
}
