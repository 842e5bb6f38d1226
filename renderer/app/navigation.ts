import { create } from 'zustand';
import type { OrderId } from '../../shared/domain/ids.ts';

export const screens = ['counter', 'orders', 'catalogue', 'settings'] as const;
export type Screen = (typeof screens)[number];

type NavigationState = {
  readonly screen: Screen;
  /** The order that is open on the orders screen. */
  readonly orderId: OrderId | null;
  readonly helpOpen: boolean;
};

export const useNavigation = create<NavigationState>(() => ({
  screen: 'counter',
  orderId: null,
  helpOpen: false,
}));

/** Shows a screen. */
export function goTo(screen: Screen): void {
  useNavigation.setState({ screen });
}

/** Shows an order's page, or the list when null. */
export function openOrder(orderId: OrderId | null): void {
  useNavigation.setState({ screen: 'orders', orderId });
}

/** Opens or closes the list of keys. */
export function showHelp(helpOpen: boolean): void {
  useNavigation.setState({ helpOpen });
}
