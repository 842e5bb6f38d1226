import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../renderer/ui/button.tsx';
import { SelectField, TextField } from '../../renderer/ui/field.tsx';
import { EnterSubmits } from './enter-submits.tsx';
import { csvAddress } from './office-api.ts';

const paymentStatuses = ['pending', 'processing', 'completed', 'failed', 'refunded'] as const;

/** What the list can be narrowed by; empty texts narrow nothing. */
export type Wanted = {
  readonly date_from: string;
  readonly date_to: string;
  readonly till: string;
  readonly payment_status: string;
  readonly invoice_number: string;
  readonly transaction_id: string;
};
export const everything: Wanted = {
  date_from: '',
  date_to: '',
  till: '',
  payment_status: '',
  invoice_number: '',
  transaction_id: '',
};

/** The same as a query of the server. */
export function queryOf(wanted: Wanted): URLSearchParams {
  return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value.trim() !== ''));
}

export type OrderFilterProps = {
  readonly shop: string;
  readonly tills: readonly string[];
  readonly shown: Wanted;
  readonly onShow: (wanted: Wanted) => void;
};

/** The fields above the list of orders. */
export function OrderFilter({ shop, tills, shown, onShow }: OrderFilterProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(shown);
  const set = (name: keyof Wanted) => (value: string) =>
    setWanted((before) => ({ ...before, [name]: value }));
  const any = { value: '', label: t('any') };
  return (
    <form
      className="card filter"
      onSubmit={(event) => {
        event.preventDefault();
        onShow(wanted);
      }}
    >
      <TextField label={t('dateFrom')} type="date" value={wanted.date_from} onChange={set('date_from')} />
      <TextField label={t('dateTo')} type="date" value={wanted.date_to} onChange={set('date_to')} />
      <SelectField
        label={t('till')}
        value={wanted.till}
        options={[any, ...tills.map((code) => ({ value: code, label: code }))]}
        onChange={set('till')}
      />
      <SelectField
        label={t('paymentStatus')}
        value={wanted.payment_status}
        options={[any, ...paymentStatuses.map((value) => ({ value, label: t(`statuses.${value}`) }))]}
        onChange={set('payment_status')}
      />
      <TextField label={t('invoiceNumber')} value={wanted.invoice_number} onChange={set('invoice_number')} />
      <TextField label={t('transactionId')} value={wanted.transaction_id} onChange={set('transaction_id')} />
      <div className="row">
        <Button look="main" onPress={() => onShow(wanted)}>
          {t('filter')}
        </Button>
        <a className="button" href={csvAddress(shop, queryOf(shown).toString())} download>
          {t('exportCsv')}
        </a>
        <EnterSubmits />
      </div>
    </form>
  );
}
