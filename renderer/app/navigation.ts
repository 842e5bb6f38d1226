import { create } from 'zustand';
import { clearMessage } from './messages.ts';

export const screens = ['counter', 'orders', 'catalogue', 'day', 'settings'] as const;
/** The office's page is reached by its sign in the top bar. */
export type Screen = (typeof screens)[number] | 'office';

type NavigationState = {
  readonly screen: Screen;
  readonly helpOpen: boolean;
};

export const useNavigation = create<NavigationState>(() => ({
  screen: 'counter',
  helpOpen: false,
}));

/** Shows a screen; what was said on the last one is over. */
export function goTo(screen: Screen): void {
  if (screen !== useNavigation.getState().screen) clearMessage();
  useNavigation.setState({ screen });
}

/** Opens or closes the list of keys. */
export function showHelp(helpOpen: boolean): void {
  useNavigation.setState({ helpOpen });
}
