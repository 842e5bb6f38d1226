import { create } from 'zustand';
import type { LineId } from '../../shared/domain/ids.ts';

type Editing = { readonly lineId: LineId | null };

/** Which line's quantity is being typed. */
export const useQuantityEditing = create<Editing>(() => ({ lineId: null }));

/** Opens the quantity of a line for typing, or closes it with null. */
export function editQuantity(lineId: LineId | null): void {
  useQuantityEditing.setState({ lineId });
}
