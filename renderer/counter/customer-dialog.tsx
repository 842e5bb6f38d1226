import { useState, type SyntheticEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { buyerState, gstinState, parseGstin } from '../../shared/domain/gstin.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { isStateCode, stateName, STATES } from '../../shared/domain/states.ts';
import { useSnapshot } from '../app/session.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { SelectField, TextField } from '../ui/field.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import {
  buyerOf,
  buyerProblems,
  buyerRequired,
  draftOfBuyer,
  supplyOf,
  type BuyerDraft,
  type BuyerProblem,
} from './buyer.ts';
import { focusScanField } from './focus.ts';
import { cart, checkout } from './till.ts';
import { useDue } from './use-due.ts';

/** The States by name; codes that no address has any more are left out. */
const stateOptions = Object.keys(STATES)
  .filter((code) => code !== '25' && code !== '28')
  .filter(isStateCode)
  .map((code) => ({ value: code, label: stateName(code) }))
  .toSorted((a, b) => a.label.localeCompare(b.label, 'en'));

/** The State that a GSTIN names, so that a slip of the keys is seen; undefined while it is none. */
function useGstinHint(gstin: string): string | undefined {
  const { t } = useTranslation();
  const parsed = parseGstin(gstin);
  const state = parsed.ok ? gstinState(parsed.value) : null;
  return state === null ? undefined : t('customer.gstinState', { state: stateName(state) });
}

/** Whether this customer's State makes the bill one across States, whatever is done with the goods. */
function useIsAcross(draft: BuyerDraft): boolean {
  const shop = useSnapshot()?.shop;
  return shop !== undefined && supplyOf(shop, buyerOf({ ...draft, goodsStay: false })) === 'inter-state';
}

/** Says that a private customer of another State is charged IGST (IGST Act, section 10(1)(ca)); a business has the choice below. */
function useOtherStateHint(draft: BuyerDraft): string | undefined {
  const { t } = useTranslation();
  const isAcross = useIsAcross(draft);
  return isAcross && !parseGstin(draft.gstin).ok ? t('customer.otherState') : undefined;
}

/** Where the goods of a business of another State go: there, or not out of the shop's own State. */
function PlaceOfSupply({ draft, onChange }: Pick<FieldsProps, 'draft' | 'onChange'>) {
  const { t } = useTranslation();
  const here = useSnapshot()?.shop.stateCode ?? '';
  const there = buyerState(draft);
  const isAcross = useIsAcross(draft);
  if (!isAcross || there === null || !isStateCode(here) || !parseGstin(draft.gstin).ok) return null;
  return (
    <SelectField
      label={t('customer.supply')}
      value={draft.goodsStay ? 'here' : 'there'}
      options={[
        { value: 'there', label: t('customer.supplyThere', { state: stateName(there) }) },
        { value: 'here', label: t('customer.supplyHere', { state: stateName(here) }) },
      ]}
      onChange={(place) => onChange({ goodsStay: place === 'here' })}
    />
  );
}

type FieldsProps = {
  readonly draft: BuyerDraft;
  readonly onChange: (change: Partial<BuyerDraft>) => void;
  readonly problems: ReturnType<typeof buyerProblems>;
};

function Fields({ draft, onChange, problems }: FieldsProps) {
  const { t } = useTranslation();
  const gstinHint = useGstinHint(draft.gstin);
  const problem = (field: BuyerProblem): string | undefined =>
    problems.has(field) ? t(`customer.problem.${field}`) : undefined;
  return (
    <>
      <TextField
        label={t('customer.name')}
        value={draft.name}
        onChange={(name) => onChange({ name })}
        error={problem('name')}
        maxLength={120}
        autoFocus
      />
      <div className="field-pair">
        <TextField
          label={t('customer.phone')}
          value={draft.phone}
          onChange={(phone) => onChange({ phone })}
          error={problem('phone')}
          inputMode="tel"
          maxLength={20}
        />
        <TextField
          label={t('customer.gstin')}
          value={draft.gstin}
          onChange={(gstin) => onChange({ gstin: gstin.toUpperCase() })}
          error={problem('gstin')}
          hint={gstinHint}
          maxLength={18}
          className="figures"
        />
      </div>
      <TextField
        label={t('customer.address')}
        value={draft.address}
        onChange={(address) => onChange({ address })}
        error={problem('address')}
        maxLength={300}
      />
      <SelectField
        label={t('customer.state')}
        value={buyerState(draft) ?? ''}
        options={[{ value: '', label: t('customer.noState') }, ...stateOptions]}
        onChange={(stateCode) => onChange({ stateCode })}
        error={problem('stateCode')}
        hint={useOtherStateHint(draft)}
      />
      <PlaceOfSupply draft={draft} onChange={onChange} />
    </>
  );
}

/** Who buys (F7): kept with the bill. It opens by itself when the bill may not go on without it, and the charge goes on then. */
export function CustomerDialog() {
  const { t } = useTranslation();
  const { totalPaise } = useDue();
  const buyer = useStore(cart, (state) => state.buyer);
  const refusal = useStore(checkout, (state) => state.error?.code);
  const incomplete = refusal === 'buyer-incomplete';
  const stopped = refusal === 'customer-required' || incomplete;
  const [draft, setDraft] = useState(() => draftOfBuyer(buyer));
  const [tried, setTried] = useState(false);
  const required = refusal === 'customer-required' || buyerRequired(totalPaise);
  const problems = buyerProblems(draft, required);
  const close = (): void => {
    checkout.getState().stopAsking();
    queueMicrotask(focusScanField);
  };
  const keep = (event: SyntheticEvent): void => {
    event.preventDefault();
    setTried(true);
    if (problems.size > 0) return;
    void checkout.getState().nameBuyer(buyerOf(draft));
    queueMicrotask(focusScanField);
  };
  const takeOff = (): void => {
    void checkout.getState().nameBuyer(null);
    queueMicrotask(focusScanField);
  };
  return (
    <Dialog title={t('customer.title')} onClose={close}>
      <form className="stack" onSubmit={keep}>
        <p
          className={required || incomplete ? 'callout callout-wait' : 'soft'}
          role={stopped ? 'alert' : undefined}
        >
          {required
            ? t('customer.required', { amount: formatRupees(totalPaise) })
            : t(incomplete ? 'errors.buyer-incomplete' : 'customer.text')}
        </p>
        <Fields
          draft={draft}
          onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
          problems={tried ? problems : new Set()}
        />
        <div className="dialog-actions">
          {buyer === null ? null : (
            <Button look="danger" onPress={takeOff}>
              {t('customer.remove')}
            </Button>
          )}
          <Button keyName="Esc" onPress={close}>
            {t('app.back')}
          </Button>
          <button type="submit" className="button button-main button-large" aria-keyshortcuts="Enter">
            {stopped ? t('customer.saveAndCharge') : t('customer.save')}
            <KeyHint name="Enter" />
          </button>
        </div>
      </form>
    </Dialog>
  );
}
