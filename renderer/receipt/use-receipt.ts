import { useEffect, useState } from 'react';
import type { PosError } from '../../shared/contract/errors.ts';
import type { Receipt } from '../../shared/contract/orders.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { asked, pos } from '../app/pos.ts';

/** The receipt of an order, asked for once. */
export function useReceipt(orderId: OrderId): {
  readonly receipt: Receipt | null;
  readonly error: PosError | null;
} {
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [error, setError] = useState<PosError | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().getReceipt({ orderId }));
      if (gone) return;
      if (reply.ok) setReceipt(reply.value);
      else setError(reply.error);
    };
    void load();
    return () => {
      gone = true;
    };
  }, [orderId]);
  return { receipt, error };
}
