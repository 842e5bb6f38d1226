import type { OrderId } from '../../shared/domain/ids.ts';
import { formatRupees } from '../../shared/domain/money.ts';
import { cart, checkout, onCatalogueChanged, restoreSavedCart, takeScan } from '../counter/till.ts';
import { speak } from '../i18n/i18n.ts';
import { onTopic } from './live.ts';
import { say } from './messages.ts';
import { goTo, useNavigation } from './navigation.ts';
import { asked, pos } from './pos.ts';
import { markField } from './scan-fields.ts';
import { createScanInput } from './scan-input.ts';
import { loadSnapshot, refreshOpenAttempts, useSession } from './session.ts';

/** Takes every scan to the counter, whatever screen is shown. */
function listenForScans(): void {
  const input = createScanInput({
    mark: markField,
    nowMs: () => performance.now(),
    onScan: (code) => {
      if (useSession.getState().view.kind !== 'ready') return;
      if (useNavigation.getState().screen !== 'counter') goTo('counter');
      void takeScan(code);
    },
  });
  window.addEventListener('keydown', input.onKey, { capture: true });
}

/** A payment of an earlier bill left the strip: says so when that bill is paid now. */
async function sayHowItEnded(orderId: OrderId): Promise<void> {
  if (orderId === cart.getState().orderId) return;
  const reply = await asked(pos().getCheckout({ orderId }));
  if (reply.ok && reply.value.state === 'paid') {
    const { totalPaise, invoiceNumber } = reply.value;
    say({
      kind: 'earlier-bill-paid',
      amount: formatRupees(totalPaise),
      invoiceNumber: invoiceNumber ?? '–',
    });
  }
}

function listenForChanges(): void {
  const onPayment = async (): Promise<void> => {
    const before = useSession.getState().openAttempts;
    await Promise.all([checkout.getState().refresh(), refreshOpenAttempts()]);
    const now = new Set(useSession.getState().openAttempts.map((attempt) => attempt.attemptId));
    for (const attempt of before) if (!now.has(attempt.attemptId)) await sayHowItEnded(attempt.orderId);
  };
  const onShop = async (): Promise<void> => {
    await loadSnapshot();
    const { view } = useSession.getState();
    if (view.kind === 'ready') await speak(view.snapshot.language);
  };
  onTopic('checkout', () => void onPayment());
  onTopic('attempt', () => void onPayment());
  onTopic('snapshot', () => void onShop());
  onTopic('settings', () => void onShop());
  onTopic('day', () => void loadSnapshot());
  onTopic('catalogue', () => void onCatalogueChanged());
}

/** Wires the running till: scans, events and the saved cart. Call it once, after the first snapshot. */
export async function startTill(): Promise<void> {
  listenForScans();
  listenForChanges();
  await restoreSavedCart();
}
