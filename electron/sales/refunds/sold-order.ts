import type { PricedCart, PricedLine, RateSummary } from '../../../shared/domain/cart.ts';
import { gstRateBp } from '../../../shared/domain/gst.ts';
import { addPaise, subtractPaise, sumPaise, ZERO_PAISE, type Paise } from '../../../shared/domain/money.ts';
import { isUnit } from '../../../shared/domain/quantity.ts';
import { assert } from '../../../shared/domain/result.ts';
import type { OrderLineRecord } from '../../store/repositories/order-lines.ts';
import type { OrderRecord } from '../../store/repositories/orders.ts';

function pricedLine(line: OrderLineRecord): PricedLine {
  const { unit } = line;
  assert(isUnit(unit), 'a sold line has a unit of the domain');
  const { lineId, productId, name, hsn, quantityMilli, unitPricePaise, mrpPaise, grossPaise } = line;
  const { taxablePaise, cgstPaise, sgstPaise, igstPaise, totalPaise } = line;
  const goods = { lineId, productId, name, hsn, unit, quantityMilli, unitPricePaise, mrpPaise };
  return {
    ...goods,
    priceIncludesTax: true,
    gstRateBp: gstRateBp(line.gstRateBp),
    grossPaise,
    // The store keeps both discounts as one; for what comes back only their sum matters.
    lineDiscountPaise: line.discountPaise,
    billDiscountPaise: ZERO_PAISE,
    taxablePaise,
    cgstPaise,
    sgstPaise,
    igstPaise,
    totalPaise,
  };
}

function ratesOf(lines: readonly PricedLine[]): RateSummary[] {
  const byRate = Map.groupBy(lines, (line) => line.gstRateBp);
  return [...byRate].map(([rateBp, some]) => {
    const sum = (of: (line: PricedLine) => Paise): Paise => sumPaise(some.map(of));
    return {
      gstRateBp: rateBp,
      taxablePaise: sum((line) => line.taxablePaise),
      cgstPaise: sum((line) => line.cgstPaise),
      sgstPaise: sum((line) => line.sgstPaise),
      igstPaise: sum((line) => line.igstPaise),
      totalPaise: sum((line) => line.totalPaise),
    };
  });
}

/** A paid order as the domain priced it, from what is stored of it. */
export function soldOrder(order: OrderRecord, records: readonly OrderLineRecord[]): PricedCart {
  const lines = records.map(pricedLine);
  const sum = (of: (line: PricedLine) => Paise): Paise => sumPaise(lines.map(of));
  return {
    document: order.document,
    supply: order.supply,
    lines,
    rates: ratesOf(lines),
    grossPaise: order.grossPaise,
    lineDiscountPaise: order.discountPaise,
    billDiscountPaise: ZERO_PAISE,
    discountPaise: order.discountPaise,
    taxablePaise: order.subtotalPaise,
    cgstPaise: sum((line) => line.cgstPaise),
    sgstPaise: sum((line) => line.sgstPaise),
    igstPaise: sum((line) => line.igstPaise),
    taxPaise: order.taxPaise,
    totalPaise: addPaise(order.subtotalPaise, order.taxPaise),
    roundOffPaise: subtractPaise(order.totalPaise, addPaise(order.subtotalPaise, order.taxPaise)),
    payablePaise: order.totalPaise,
  };
}
