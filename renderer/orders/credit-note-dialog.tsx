import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CreditNote } from '../../shared/contract/credit-note.ts';
import type { PosError } from '../../shared/contract/errors.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { errorWords } from '../app/error-words.ts';
import { asked, pos } from '../app/pos.ts';
import { CreditNoteView } from '../receipt/credit-note-view.tsx';
import { saveCreditNotePdf } from '../receipt/save-receipt.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

type Props = {
  readonly orderId: OrderId;
  readonly creditNoteNumber: string;
  readonly onClose: () => void;
};

/** A credit note of an order over its page, to be looked at and saved. */
export function CreditNoteDialog({ orderId, creditNoteNumber, onClose }: Props) {
  const { t } = useTranslation();
  const [note, setNote] = useState<CreditNote | null>(null);
  const [error, setError] = useState<PosError | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getCreditNote({ orderId, creditNoteNumber }));
      if (gone) return;
      if (reply.ok) setNote(reply.value);
      else setError(reply.error);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [orderId, creditNoteNumber]);
  return (
    <Dialog title={t('refunds.creditNote', { number: creditNoteNumber })} onClose={onClose}>
      {error === null ? null : <p role="alert">{errorWords(t, error)}</p>}
      {note === null ? <div className="receipt-blank" /> : <CreditNoteView note={note} />}
      <div className="dialog-actions">
        <Button onPress={() => void saveCreditNotePdf(orderId, creditNoteNumber)}>
          {t('orders.page.savePdf')}
        </Button>
        <Button look="main" autoFocus onPress={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}
