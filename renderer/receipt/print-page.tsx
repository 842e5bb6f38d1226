import '../ui/tokens.css';
import '../ui/base.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import type { PosError } from '../../shared/contract/errors.ts';
import { parseOrderId, type OrderId } from '../../shared/domain/ids.ts';
import { ok, type Result } from '../../shared/domain/result.ts';
import { asked, pos } from '../app/pos.ts';
import { startWords } from '../i18n/i18n.ts';
import { CreditNoteView } from './credit-note-view.tsx';
import { ReceiptView } from './receipt-view.tsx';
import { tellPrinter } from './tell-printer.ts';
import './print.css';

const wanted = new URLSearchParams(location.search);

/**
 * The order to print: `receipt.html#<order id>` or `receipt.html?order=<order id>`, and with `note=<number>` a credit note of it; with `paper=80mm`
 * for a roll, else A4.
 */
function askedOrder(): string {
  if (wanted.get('paper') === '80mm') document.documentElement.dataset['paper'] = '80mm';
  return wanted.get('order') ?? location.hash.slice(1);
}

type Page = { readonly title: string; readonly view: ReactNode };

/** The bill of an order, or the credit note that the address asks for. */
async function pageOf(orderId: OrderId): Promise<Result<Page, PosError>> {
  const creditNoteNumber = wanted.get('note');
  if (creditNoteNumber !== null) {
    const note = await asked(pos().getCreditNote({ orderId, creditNoteNumber }));
    return note.ok ? ok({ title: creditNoteNumber, view: <CreditNoteView note={note.value} /> }) : note;
  }
  const receipt = await asked(pos().getReceipt({ orderId }));
  if (!receipt.ok) return receipt;
  return ok({ title: receipt.value.invoiceNumber, view: <ReceiptView receipt={receipt.value} /> });
}

async function print(): Promise<void> {
  const orderId = parseOrderId(askedOrder());
  const root = document.getElementById('root');
  if (!orderId.ok || root === null) {
    tellPrinter('invalid-request');
    return;
  }
  const [reply, settings] = await Promise.all([pageOf(orderId.value), asked(pos().getSettings())]);
  await startWords(settings.ok ? settings.value.language : 'en');
  if (!reply.ok) {
    tellPrinter(reply.error.code);
    return;
  }
  document.title = reply.value.title;
  createRoot(root).render(reply.value.view);
  await document.fonts.ready;
  tellPrinter(null);
}

void print();
