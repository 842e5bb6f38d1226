import { posError, type PosError } from '../../shared/contract/errors.ts';
import type { Product } from '../../shared/contract/catalogue.ts';
import type { ChargeRequest } from '../../shared/contract/sale.ts';
import { priceCart, type CartLine, type PricedCart, type PricedLine } from '../../shared/domain/cart.ts';
import { buyerState, supplyTo } from '../../shared/domain/gstin.ts';
import { addPaise } from '../../shared/domain/money.ts';
import { isStateCode, stateName } from '../../shared/domain/states.ts';
import { isUnit, type Unit } from '../../shared/domain/quantity.ts';
import { assert, err, ok, type Result } from '../../shared/domain/result.ts';
import type { OrderLineRecord } from '../store/repositories/order-lines.ts';
import type { NewOrder } from '../store/repositories/orders.ts';
import { openProducts } from '../store/repositories/products.ts';
import type { ChargedOrder } from '../store/units/write-order.ts';
import type { SalesDeps } from './ports.ts';
import { cartError } from './refusals.ts';
import { businessDateOf } from './sale-day.ts';

/** The unit a product is counted in; an imported one with a unit of its own is counted by how it is sold. */
function unitOf(product: Product): Unit {
  if (isUnit(product.unit)) return product.unit;
  return product.soldBy === 'piece' ? 'piece' : 'kg';
}

type Found = { readonly line: CartLine; readonly product: Product };

/** The lines of a request with the store's own names, prices and rates: nothing of the renderer's is trusted. */
function findLines(
  deps: SalesDeps,
  request: Pick<ChargeRequest, 'lines'>,
  order: { readonly businessDate: NewOrder['businessDate'] },
): Result<readonly Found[], PosError> {
  const products = openProducts(deps.db).byIds(
    [...new Set(request.lines.map((line) => line.productId))],
    order.businessDate,
  );
  const byId = new Map(products.map((product) => [product.id, product]));
  const found: Found[] = [];
  for (const { lineId, productId, quantityMilli } of request.lines) {
    const product = byId.get(productId);
    if (product === undefined) return err(posError('product-unavailable', { productId, lineId }));
    const { name, hsn, pricePaise: unitPricePaise, mrpPaise, gstRateBp } = product;
    const unit = unitOf(product);
    found.push({
      product,
      line: { lineId, productId, name, hsn, unit, quantityMilli, unitPricePaise, mrpPaise, gstRateBp },
    });
  }
  return ok(found);
}

/** A priced line as it is stored. */
function lineRecord(
  priced: PricedLine,
  source: Found,
  request: ChargeRequest['lines'][number],
): OrderLineRecord {
  const { product } = source;
  return {
    lineId: request.lineId,
    productId: product.id,
    name: product.name,
    nameHi: product.nameHi,
    hsn: product.hsn,
    unit: source.line.unit,
    category: product.category,
    quantityMilli: priced.quantityMilli,
    unitPricePaise: priced.unitPricePaise,
    mrpPaise: priced.mrpPaise,
    grossPaise: priced.grossPaise,
    discountPaise: addPaise(priced.lineDiscountPaise, priced.billDiscountPaise),
    taxablePaise: priced.taxablePaise,
    gstRateBp: priced.gstRateBp,
    cgstPaise: priced.cgstPaise,
    sgstPaise: priced.sgstPaise,
    igstPaise: priced.igstPaise,
    totalPaise: priced.totalPaise,
  };
}

/** The buyer's address as the bill prints it: with the name of its State and the State's code (Rule 46(f)). */
function addressOf(buyer: ChargeRequest['buyer']): string | null {
  const address = buyer?.address?.trim() ?? '';
  const code = buyer === null ? null : buyerState(buyer);
  const state = code !== null ? `${stateName(code)} (${code})` : '';
  const parts = [address, state].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}

function orderRecord(
  deps: SalesDeps,
  request: ChargeRequest,
  priced: PricedCart,
  place: string,
  at: number,
): NewOrder {
  const { buyer, orderId } = request;
  const shop = deps.shop();
  return {
    orderId,
    tillCode: shop.tillCode,
    businessDate: businessDateOf(deps.db, at, shop.zone),
    document: priced.document,
    supply: priced.supply,
    placeOfSupply: priced.supply === 'inter-state' ? place : null,
    personId: deps.person(),
    shiftId: null,
    notes: '',
    createdAt: at,
    customerId: null,
    buyerName: buyer?.name ?? null,
    buyerPhone: buyer?.phone ?? null,
    buyerGstin: buyer?.gstin ?? null,
    buyerAddress: addressOf(buyer),
    grossPaise: priced.grossPaise,
    discountPaise: priced.discountPaise,
    subtotalPaise: priced.taxablePaise,
    taxPaise: priced.taxPaise,
    roundOffPaise: priced.roundOffPaise,
    totalPaise: priced.payablePaise,
  };
}

/**
 * Prices the lines of a request again, from the store, by the same code as the renderer. Where the goods are supplied, and so whether IGST is
 * due, follows from who buys (supplyTo); the sum to pay does not, since prices include the tax.
 */
export function priceOrder(
  deps: SalesDeps,
  request: ChargeRequest,
  at: number,
): Result<ChargedOrder, PosError> {
  if (request.lines.length === 0) return err(posError('cart-empty'));
  const shop = deps.shop();
  const found = findLines(deps, request, { businessDate: businessDateOf(deps.db, at, shop.zone) });
  if (!found.ok) return found;
  assert(isStateCode(shop.stateCode), 'the shop is in a State of India');
  const { supply, place } = supplyTo({
    business: shop.gstScheme,
    shopState: shop.stateCode,
    buyer: request.buyer,
  });
  const priced = priceCart(
    found.value.map(({ line }) => line),
    { business: shop.gstScheme, supply },
  );
  if (!priced.ok) return err(cartError(priced.error));
  const lines = priced.value.lines.map((line, index) => {
    const source = found.value[index];
    const asked = request.lines[index];
    assert(source !== undefined && asked?.lineId === line.lineId, 'lines are priced in their order');
    return lineRecord(line, source, asked);
  });
  return ok({ order: orderRecord(deps, request, priced.value, place, at), lines });
}
