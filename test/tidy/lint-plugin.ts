/** The lint rules of the house that no ready-made rule covers; .oxlintrc.json switches them on. */
import { oneClock } from './lint-rules/one-clock.ts';
import { sqlInStore } from './lint-rules/sql-in-store.ts';
import { walls } from './lint-rules/walls.ts';

export default {
  meta: { name: 'galla' },
  rules: { walls, 'one-clock': oneClock, 'sql-in-store': sqlInStore },
};
