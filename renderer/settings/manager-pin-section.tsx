import { useEffect, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { PosError } from '../../shared/contract/errors.ts';
import { errorWords } from '../app/error-words.ts';
import { say } from '../app/messages.ts';
import { isPin, PinField } from '../app/pin-field.tsx';
import { asked, pos } from '../app/pos.ts';

const empty = { current: '', next: '', again: '' };

/** What is wrong with a new PIN, or null. */
function pinProblem({ next, again }: typeof empty): 'short' | 'differs' | null {
  if (!isPin(next)) return 'short';
  return next === again ? null : 'differs';
}

type PinFieldsProps = {
  readonly hasPin: boolean;
  readonly pins: typeof empty;
  /** True once somebody tried to save: mistakes are shown from then on. */
  readonly tried: boolean;
  readonly onChange: (change: Partial<typeof empty>) => void;
};

function PinFields({ hasPin, pins, tried, onChange }: PinFieldsProps) {
  const { t } = useTranslation();
  const problem = tried ? pinProblem(pins) : null;
  const currentBad = tried && !isPin(pins.current);
  return (
    <div className="form-grid">
      {hasPin ? (
        <PinField
          label={t('settings.pin.current')}
          value={pins.current}
          error={currentBad ? t('settings.pin.short') : undefined}
          onChange={(current) => onChange({ current })}
        />
      ) : null}
      <PinField
        label={t('settings.pin.next')}
        value={pins.next}
        hint={t('settings.pin.hint')}
        error={problem === 'short' ? t('settings.pin.short') : undefined}
        onChange={(next) => onChange({ next })}
      />
      <PinField
        label={t('settings.pin.again')}
        value={pins.again}
        error={problem === 'differs' ? t('settings.pin.differs') : undefined}
        onChange={(again) => onChange({ again })}
      />
    </div>
  );
}

/** The manager's PIN: the owner chooses the first one; a change needs the one before it. */
export function ManagerPinSection() {
  const { t } = useTranslation();
  const [hasPin, setHasPin] = useState<boolean | null>(null);
  const [pins, setPins] = useState(empty);
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<PosError | null>(null);
  useEffect(() => {
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getManagerSetup());
      if (reply.ok) setHasPin(reply.value.hasPin);
      else setError(reply.error);
    };
    void load();
  }, []);
  const problem = pinProblem(pins);
  const save = async (): Promise<void> => {
    setError(null);
    const reply = await asked(
      pos().setManagerPin({ currentPin: hasPin === true ? pins.current : null, newPin: pins.next }),
    );
    setPins(reply.ok ? empty : { ...pins, current: '' });
    setTried(false);
    if (reply.ok) {
      setHasPin(reply.value.hasPin);
      say({ kind: 'saved' });
    } else setError(reply.error);
  };
  const submit = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problem === null && (hasPin === false || isPin(pins.current))) void save();
  };
  const change = (changed: Partial<typeof empty>): void => setPins({ ...pins, ...changed });
  return (
    <section className="card" aria-labelledby="pin-title">
      <form className="stack" onSubmit={submit} aria-labelledby="pin-title">
        <h2 id="pin-title">{t('settings.pin.title')}</h2>
        <p className="soft">{t('settings.pin.text')}</p>
        {hasPin === false ? <p className="callout callout-wait">{t('settings.pin.none')}</p> : null}
        {hasPin === null ? null : <PinFields hasPin={hasPin} pins={pins} tried={tried} onChange={change} />}
        {error === null ? null : (
          <p role="alert" className="callout callout-bad">
            {errorWords(t, error)}
          </p>
        )}
        <div className="dialog-actions">
          <button type="submit" className="button button-main" disabled={hasPin === null}>
            {t(hasPin === true ? 'settings.pin.change' : 'settings.pin.choose')}
          </button>
        </div>
      </form>
    </section>
  );
}
