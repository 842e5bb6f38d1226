import { useTranslation } from 'react-i18next';
import type { OrderId } from '../../shared/domain/ids.ts';
import { errorWords } from '../app/error-words.ts';
import { ReceiptView } from '../receipt/receipt-view.tsx';
import { useReceipt } from '../receipt/use-receipt.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** An order's receipt over the list. */
export function ReceiptDialog({
  orderId,
  onClose,
}: {
  readonly orderId: OrderId;
  readonly onClose: () => void;
}) {
  const { t } = useTranslation();
  const { receipt, error } = useReceipt(orderId);
  return (
    <Dialog title={t('orders.page.receipt')} onClose={onClose}>
      {error === null ? null : <p role="alert">{errorWords(t, error)}</p>}
      {receipt === null ? <div className="receipt-blank" /> : <ReceiptView receipt={receipt} />}
      <div className="dialog-actions">
        <Button look="main" autoFocus onPress={onClose}>
          {t('app.close')}
        </Button>
      </div>
    </Dialog>
  );
}
