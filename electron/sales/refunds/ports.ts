import type { Later, PaymentSettings } from '../../payments/index.ts';
import type { People } from '../../people/index.ts';
import type { SalesDeps } from '../ports.ts';

/** What refunds are made of. */
export type RefundDeps = SalesDeps & {
  readonly people: People;
  readonly later: Later;
  readonly timings: Pick<PaymentSettings, 'giveBackMs' | 'giveBackMaxMs'>;
};
