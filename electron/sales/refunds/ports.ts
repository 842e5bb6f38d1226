import type { Later, PaymentSettings } from '../../payments/index.ts';
import type { People } from '../../people/index.ts';
import type { SalesDeps } from '../ports.ts';

/** What refunds are made of. */
export type RefundDeps = SalesDeps & {
  readonly people: Pick<People, 'authorise'>;
  readonly later: Later;
  readonly timings: Pick<PaymentSettings, 'giveBackMs' | 'giveBackMaxMs'>;
};
