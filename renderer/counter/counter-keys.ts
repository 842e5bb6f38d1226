import { useEffect } from 'react';
import type { ReadySnapshot } from '../../shared/contract/till.ts';
import { clearMessage } from '../app/messages.ts';
import { useSession } from '../app/session.ts';
import { askToClear } from './clearing.ts';
import { focusScanField, isTyping } from './focus.ts';
import { editQuantity } from './quantity-editing.ts';
import { afterAdditions, cart, checkout, removeLine, search } from './till.ts';

/** The ways to pay that this till can take now. */
function ways(): ReadySnapshot['ways'] | null {
  const { view } = useSession.getState();
  return view.kind === 'ready' ? view.snapshot.ways : null;
}

/** Clears a bill that nobody paid anything of, and asks whether to give up one that is part-paid. */
function leaveBill(): void {
  askToClear();
  checkout.getState().ask('give-up');
}

/** Keys that charge, whatever has the focus. */
const chargeKeys: Readonly<Record<string, () => void>> = {
  F2: focusScanField,
  F8: () => {
    if (ways()?.cardTerminal !== false) void checkout.getState().chargeCard();
  },
  F7: () => checkout.getState().ask('customer'),
  F9: () => checkout.getState().ask('cash'),
  F11: () => checkout.getState().ask('part'),
  F12: () => {
    if (ways()?.upiQr === true) void checkout.getState().chargeUpi();
  },
  'Shift+F8': () => {
    if (ways()?.cardManual === true) checkout.getState().ask('slip');
  },
  'Shift+F9': () => {
    if (ways()?.cardKeyed === true) checkout.getState().ask('card');
  },
  F10: leaveBill,
};

/** Acts on the chosen line of the bill; says whether the key was one of these. */
function lineKey(key: string): boolean {
  const { selectedLineId, entries } = cart.getState();
  const lineId = selectedLineId ?? entries.at(-1)?.lineId ?? null;
  if (lineId === null) return false;
  if (key === '+' || key === '=') cart.getState().step(lineId, 1);
  else if (key === '-' || key === '−') cart.getState().step(lineId, -1);
  else if (key === '*') editQuantity(cart.getState().frozen ? null : lineId);
  else if (key === 'Delete') removeLine(lineId);
  else return false;
  return true;
}

function arrow(key: string): 1 | -1 | null {
  if (key === 'ArrowDown') return 1;
  return key === 'ArrowUp' ? -1 : null;
}

/** Moves among the products found while there are any, else among the lines of the bill. */
function moveBy(direction: 1 | -1): void {
  if (search.getState().query === '') cart.getState().moveSelection(direction);
  else search.getState().move(direction);
}

function onEscape(): void {
  clearMessage();
  if (search.getState().query !== '') search.getState().clear();
  else checkout.getState().backToCart();
  focusScanField();
}

/** Keys of the bill, while no field of its own has the focus. Says whether the key is used up. */
function billKey(event: KeyboardEvent): boolean {
  const { key } = event;
  const direction = arrow(key);
  if (direction !== null) moveBy(direction);
  else if (key === 'Escape') onEscape();
  else if (search.getState().query === '' && lineKey(key)) return true;
  else return false;
  return true;
}

/** After a sale there is one thing to do; Enter does it wherever the focus went. Says whether the sale is over. */
function afterSale(event: KeyboardEvent): boolean {
  if (checkout.getState().step.kind !== 'paid') return false;
  const onButton = event.target instanceof HTMLButtonElement;
  if (event.key === 'Enter' && !onButton && !event.repeat) checkout.getState().nextCustomer();
  return true;
}

function onKey(event: KeyboardEvent): void {
  if (document.querySelector('dialog[open]') !== null || afterSale(event)) return;
  const charge = chargeKeys[event.shiftKey ? `Shift+${event.key}` : event.key];
  if (charge !== undefined) {
    event.preventDefault();
    if (event.repeat) return;
    if (charge === focusScanField) charge();
    else afterAdditions(charge);
    return;
  }
  if (isTyping(event.target) || event.altKey || event.metaKey) return;
  if (event.ctrlKey) {
    if (event.key !== 'z' || search.getState().query !== '') return;
    event.preventDefault();
    cart.getState().undoRemove();
    clearMessage();
    return;
  }
  if (billKey(event)) {
    event.preventDefault();
    return;
  }
  // A letter or digit typed anywhere on the counter is meant for the scan field.
  if ([...event.key].length === 1 && event.key !== ' ') focusScanField();
}

/** The keys of the counter while it is on screen. */
export function useCounterKeys(): void {
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
