import '../ui/tokens.css';
import '../ui/base.css';
import { createRoot } from 'react-dom/client';
import { parseOrderId } from '../../shared/domain/ids.ts';
import { asked, pos } from '../app/pos.ts';
import { startWords } from '../i18n/i18n.ts';
import { ReceiptView } from './receipt-view.tsx';
import './print.css';

const wanted = new URLSearchParams(location.search);

/** The order to print: `receipt.html#<order id>` or `receipt.html?order=<order id>`; with `paper=80mm` for a roll, else A4. */
function askedOrder(): string {
  if (wanted.get('paper') === '80mm') document.documentElement.dataset['paper'] = '80mm';
  return wanted.get('order') ?? location.hash.slice(1);
}

/** Tells whoever prints this page how it went, once all is painted: data-print says 'ready' or 'failed', data-ready is 'true' either way. */
function tell(failure: string | null): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(() => {
      const { dataset } = document.documentElement;
      if (failure !== null) dataset['failed'] = failure;
      dataset['print'] = failure === null ? 'ready' : 'failed';
      dataset['ready'] = 'true';
    });
  });
}

async function print(): Promise<void> {
  const orderId = parseOrderId(askedOrder());
  const root = document.getElementById('root');
  if (!orderId.ok || root === null) {
    tell('invalid-request');
    return;
  }
  const [reply, settings] = await Promise.all([
    asked(pos().getReceipt({ orderId: orderId.value })),
    asked(pos().getSettings()),
  ]);
  await startWords(settings.ok ? settings.value.language : 'en');
  if (!reply.ok) {
    tell(reply.error.code);
    return;
  }
  document.title = reply.value.invoiceNumber;
  createRoot(root).render(<ReceiptView receipt={reply.value} />);
  await document.fonts.ready;
  tell(null);
}

void print();
