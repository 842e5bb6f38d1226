import { useEffect, useState } from 'react';
import type { PosError } from '../../shared/contract/errors.ts';
import type { RefundView } from '../../shared/contract/refunds.ts';
import type { OrderId } from '../../shared/domain/ids.ts';
import { onTopic } from '../app/live.ts';
import { asked, pos } from '../app/pos.ts';

export type Refunds = {
  readonly refunds: readonly RefundView[];
  /** True once main has answered. */
  readonly loaded: boolean;
  readonly error: PosError | null;
  /** Takes up what a call has just answered, without waiting for its event. */
  readonly take: (refunds: readonly RefundView[]) => void;
};

/** The refunds of an order, oldest first, asked for again with each event of the order: that is how a refund moves on. */
export function useRefunds(orderId: OrderId): Refunds {
  const [refunds, setRefunds] = useState<readonly RefundView[]>([]);
  const [loaded, setLoaded] = useState(false);
  const [error, setError] = useState<PosError | null>(null);
  useEffect(() => {
    let gone = false;
    const load = async (): Promise<void> => {
      const reply = await asked(pos().listRefunds({ orderId }));
      if (gone) return;
      if (reply.ok) setRefunds(reply.value.refunds);
      setError(reply.ok ? null : reply.error);
      setLoaded(true);
    };
    void load();
    const stop = onTopic('order', ({ id }) => {
      if (id === orderId) void load();
    });
    return () => {
      gone = true;
      stop();
    };
  }, [orderId]);
  return { refunds, loaded, error, take: setRefunds };
}
