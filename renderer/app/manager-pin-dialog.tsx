import { useEffect, useRef, useState, type ReactNode, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import type { ManagerProof } from '../../shared/contract/people.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { errorWords } from './error-words.ts';
import { goTo } from './navigation.ts';
import { isPin, PinField } from './pin-field.tsx';
import { asked, pos } from './pos.ts';

export type ManagerPinDialogProps = {
  readonly title: string;
  /** What the manager allows, in plain words, and what else must be said or chosen. */
  readonly children?: ReactNode;
  /** The word on the button that does it. */
  readonly confirm: string;
  readonly look?: 'main' | 'danger';
  /** False while something else in the dialog is still missing. */
  readonly ready?: boolean;
  /** Does it with the PIN. Null: done, and the dialog asks to be closed; an error is told beside the PIN. */
  readonly onConfirm: (manager: ManagerProof) => Promise<PosError | null>;
  readonly onClose: () => void;
};

/** Whether the owner has chosen a PIN; null until main has answered. */
export function useHasPin(): boolean | null {
  const [hasPin, setHasPin] = useState<boolean | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getManagerSetup());
      if (!gone && reply.ok) setHasPin(reply.value.hasPin);
    };
    void load();
    return () => {
      gone = true;
    };
  }, []);
  return hasPin;
}

/** Says that the owner has to choose a PIN first, and leads there. */
export function NoPinYet({ onLeave }: { readonly onLeave: () => void }) {
  const { t } = useTranslation();
  const leave = (): void => {
    onLeave();
    goTo('settings');
  };
  return (
    <div className="callout callout-wait stack">
      <p>{t('manager.notSetUp')}</p>
      <div className="row">
        <Button onPress={leave}>{t('manager.openSettings')}</Button>
      </div>
    </div>
  );
}

function PinForm({ confirm, look = 'main', ready = true, ...props }: ManagerPinDialogProps) {
  const { t } = useTranslation();
  const [pin, setPin] = useState('');
  const [error, setError] = useState<PosError | null>(null);
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLFormElement>(null);
  const send = async (): Promise<void> => {
    setBusy(true);
    setError(null);
    const refused = await props.onConfirm({ pin });
    if (refused === null) {
      props.onClose();
      return;
    }
    setPin('');
    setError(refused);
    setBusy(false);
    field.current?.querySelector<HTMLElement>('[type=password]')?.focus();
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (!busy && ready && isPin(pin)) void send();
  };
  return (
    <form ref={field} className="stack" onSubmit={submit}>
      {props.children}
      <PinField value={pin} onChange={setPin} hint={t('manager.pinHint')} autoFocus />
      {error === null ? null : (
        <p role="alert" className="callout callout-bad">
          {errorWords(t, error)}
        </p>
      )}
      <div className="dialog-actions">
        <Button keyName="Esc" onPress={props.onClose}>
          {t('app.cancel')}
        </Button>
        <button
          type="submit"
          className={`button button-${look}`}
          disabled={busy || !ready || !isPin(pin)}
          aria-keyshortcuts="Enter"
        >
          {confirm}
          <KeyHint name="Enter" />
        </button>
      </div>
    </form>
  );
}

/** What needs a manager: says what it is, asks for the PIN and does it. The PIN is gone from the window after each try. */
export function ManagerPinDialog(props: ManagerPinDialogProps) {
  const { t } = useTranslation();
  const hasPin = useHasPin();
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      {hasPin === false ? (
        <>
          <NoPinYet onLeave={props.onClose} />
          <div className="dialog-actions">
            <Button keyName="Esc" onPress={props.onClose}>
              {t('app.cancel')}
            </Button>
          </div>
        </>
      ) : (
        <PinForm {...props} />
      )}
    </Dialog>
  );
}
