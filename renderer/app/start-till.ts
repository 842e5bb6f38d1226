import { cart, checkout, onCatalogueChanged, restoreSavedCart, takeScan } from '../counter/till.ts';
import { speak } from '../i18n/i18n.ts';
import { onTopic } from './live.ts';
import { goTo, useNavigation } from './navigation.ts';
import { markFocusedField } from './scan-fields.ts';
import { createScanInput } from './scan-input.ts';
import { loadSnapshot, refreshOpenAttempts, useSession } from './session.ts';

/** Takes every scan to the counter, whatever screen is shown. */
function listenForScans(): void {
  const input = createScanInput({
    mark: markFocusedField,
    nowMs: () => performance.now(),
    onScan: (code) => {
      if (useSession.getState().view.kind !== 'ready') return;
      if (useNavigation.getState().screen !== 'counter') goTo('counter');
      void takeScan(code);
    },
  });
  window.addEventListener('keydown', input.onKey, { capture: true });
}

function listenForChanges(): void {
  const onPayment = async (): Promise<void> => {
    await Promise.all([checkout.getState().refresh(), refreshOpenAttempts()]);
  };
  const onShop = async (): Promise<void> => {
    await loadSnapshot();
    const { view } = useSession.getState();
    if (view.kind === 'ready') await speak(view.snapshot.language);
  };
  onTopic('checkout', ({ id }) => {
    if (id === cart.getState().orderId) void onPayment();
    else void refreshOpenAttempts();
  });
  onTopic('attempt', () => void onPayment());
  onTopic('snapshot', () => void onShop());
  onTopic('settings', () => void onShop());
  onTopic('catalogue', () => void onCatalogueChanged());
}

/** Wires the running till: scans, events and the saved cart. Call it once, after the first snapshot. */
export async function startTill(): Promise<void> {
  listenForScans();
  listenForChanges();
  await restoreSavedCart();
}
