import { useId, useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Shop } from '../../shared/contract/till.ts';
import { STATES } from '../../shared/domain/states.ts';
import { say, sayError } from '../app/messages.ts';
import { asked, pos } from '../app/pos.ts';
import { SelectField, TextField } from '../ui/field.tsx';
import { draftOf, problemsOf, shopOf, type ShopDraft, type ShopProblems } from './shop-check.ts';

const schemes = ['regular', 'composition', 'unregistered'] as const satisfies ReadonlyArray<
  Shop['gstScheme']
>;
const states = Object.entries(STATES)
  .map(([value, { name }]) => ({ value, label: `${value} ${name}` }))
  .toSorted((a, b) => (a.value < b.value ? -1 : 1));

type Change = (change: Partial<ShopDraft>) => void;
type PartProps = { readonly draft: ShopDraft; readonly problems: ShopProblems; readonly onChange: Change };

function AddressField({ draft, onChange }: PartProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {t('settings.shop.address')}
      </label>
      <textarea
        id={id}
        className="input"
        rows={4}
        value={draft.address}
        onChange={(change) => onChange({ address: change.target.value })}
      />
    </div>
  );
}

function Identity({ draft, problems, onChange }: PartProps) {
  const { t } = useTranslation();
  return (
    <>
      <TextField
        label={t('settings.shop.name')}
        value={draft.name}
        maxLength={120}
        error={problems.name === undefined ? undefined : t(`settings.shop.${problems.name}`)}
        onChange={(name) => onChange({ name })}
      />
      <TextField
        label={t('settings.shop.phone')}
        value={draft.phone}
        type="tel"
        maxLength={20}
        onChange={(phone) => onChange({ phone })}
      />
      <AddressField draft={draft} problems={problems} onChange={onChange} />
      <TextField
        label={t('settings.shop.footer')}
        value={draft.footer}
        maxLength={200}
        onChange={(footer) => onChange({ footer })}
      />
    </>
  );
}

function Tax({ draft, problems, onChange }: PartProps) {
  const { t } = useTranslation();
  const gstinError = problems.gstin === undefined ? undefined : t(`settings.shop.gstinBad.${problems.gstin}`);
  const stateError = problems.state === undefined ? undefined : t(`settings.shop.${problems.state}`);
  return (
    <>
      <SelectField
        label={t('settings.shop.scheme')}
        value={draft.gstScheme}
        options={schemes.map((value) => ({ value, label: t(`settings.shop.schemes.${value}`) }))}
        onChange={(value) => onChange({ gstScheme: schemes.find((scheme) => scheme === value) ?? 'regular' })}
      />
      <SelectField
        label={t('settings.shop.state')}
        value={draft.stateCode}
        options={states}
        onChange={(stateCode) => onChange({ stateCode })}
      />
      {draft.gstScheme === 'unregistered' ? null : (
        <TextField
          label={t('settings.shop.gstin')}
          value={draft.gstin}
          maxLength={15}
          error={gstinError ?? stateError}
          onChange={(gstin) => onChange({ gstin: gstin.toUpperCase() })}
        />
      )}
      <TextField
        label={t('settings.shop.tillCode')}
        value={draft.tillCode}
        maxLength={2}
        hint={t('settings.shop.tillCodeHint')}
        error={problems.tillCode === undefined ? undefined : t(`settings.shop.${problems.tillCode}`)}
        onChange={(tillCode) => onChange({ tillCode: tillCode.toUpperCase() })}
      />
    </>
  );
}

/** The shop as its bills name it. Mistakes are shown once somebody tried to save. */
export function ShopForm({ shop }: { readonly shop: Shop }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(shop));
  const [tried, setTried] = useState(false);
  const problems = problemsOf(draft);
  const shown = tried ? problems : {};
  const change: Change = (changed) => setDraft((before) => ({ ...before, ...changed }));
  const save = async (): Promise<void> => {
    const reply = await asked(pos().saveShop(shopOf(draft, shop)));
    if (reply.ok) say({ kind: 'saved' });
    else sayError(reply.error);
  };
  const submit = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(problems).length === 0) {
      void save();
      return;
    }
    const form = event.currentTarget;
    // The field that is wrong may be out of sight; it is marked once React has drawn.
    requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
  };
  return (
    <section className="card" aria-labelledby="shop-title">
      <form className="stack" onSubmit={submit} aria-labelledby="shop-title">
        <h2 id="shop-title">{t('settings.shop.title')}</h2>
        <p className="soft">{t('settings.shop.text')}</p>
        <div className="form-grid">
          <Identity draft={draft} problems={shown} onChange={change} />
          <Tax draft={draft} problems={shown} onChange={change} />
        </div>
        <div className="dialog-actions">
          <button type="submit" className="button button-main">
            {t('settings.save')}
          </button>
        </div>
      </form>
    </section>
  );
}
