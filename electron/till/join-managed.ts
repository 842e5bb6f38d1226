import type { TillConfig } from '../../shared/contract/config.ts';
import type { Later } from '../payments/index.ts';
import { createPeople, type People } from '../people/index.ts';
import { businessDateOf, createRefunds, type Refunds, type SalesDeps } from '../sales/index.ts';
import { createShifts, type Shifts } from '../shifts/index.ts';
import type { Reader } from '../store/handles.ts';
import { timingsInForce } from './timings.ts';

/** What needs a manager: the door, refunds, and the close of a day. */
export type Managed = { readonly people: People; readonly refunds: Refunds; readonly shifts: Shifts };

/** Work for later, by the clock of the machine. */
export const later: Later = (delayMs, work) => {
  const timer = setTimeout(work, delayMs);
  return () => clearTimeout(timer);
};

/** Joins what needs a manager to what sells. Nothing is asked of the gateway yet. */
export function joinManaged(config: TillConfig, reader: Reader, sales: SalesDeps): Managed {
  const { db, clock, ids, emit, report, gateway, payments, shop } = sales;
  const zone = (): string => shop().zone;
  const people = createPeople({ db, clock, ids });
  const timings = timingsInForce(config.mode, config.timings).payments;
  const refunds = createRefunds({ ...sales, people, later, timings });
  const shifts = createShifts({
    db,
    people,
    payments: { listOpen: () => payments().listOpen() },
    gateway,
    clock,
    ids,
    businessDate: () => businessDateOf(reader, clock.now(), zone()),
    zone,
    emit,
    report,
  });
  return { people, refunds, shifts };
}
