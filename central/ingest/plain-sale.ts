import type { OrderCompletedPayload } from '../../shared/contract/central-api.ts';

/*
 * A look at a pushed sale that only ever says "surely right" or "look closer". The contract's schema decides; but reading five hundred sales by it takes the half
 * of central's own time of a push, and nearly every sale is as a till writes it. A property test holds the two together.
 */

type Loose = Readonly<Record<string, unknown>>;

const MOST_PAISE = 1_000_000_000_000;
const LAST_MOMENT = 253_402_300_799_999;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const FOUR_DIGITS = /^\d{4}$/;

const isObject = (value: unknown): value is Loose =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isId = (value: unknown): boolean => typeof value === 'string' && ID.test(value);
const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
const isPaise = (value: unknown): boolean => isWhole(value, 0, MOST_PAISE);
const isMoment = (value: unknown): boolean => isWhole(value, 0, LAST_MOMENT);
const isText = (value: unknown, most: number): boolean => typeof value === 'string' && value.length <= most;
const isName = (value: unknown, most: number): boolean => value !== '' && isText(value, most);
const isTextOrNull = (value: unknown, most: number): boolean => value === null || isText(value, most);

function isLine(line: unknown): boolean {
  return (
    isObject(line) &&
    isId(line['lineId']) &&
    (line['productId'] === null || isId(line['productId'])) &&
    isText(line['name'], 500) &&
    isTextOrNull(line['nameHi'], 500) &&
    isTextOrNull(line['hsn'], 20) &&
    isText(line['unit'], 40) &&
    isWhole(line['quantityMilli'], 1, MOST_PAISE) &&
    isPaise(line['unitPricePaise']) &&
    isPaise(line['grossPaise']) &&
    isPaise(line['discountPaise']) &&
    isPaise(line['taxablePaise']) &&
    isWhole(line['gstRateBp'], 0, 10_000) &&
    isPaise(line['cgstPaise']) &&
    isPaise(line['sgstPaise']) &&
    isPaise(line['igstPaise']) &&
    isPaise(line['totalPaise'])
  );
}

function isTender(tender: unknown): boolean {
  if (!isObject(tender)) return false;
  const { receivedPaise, changePaise, lastFour } = tender;
  return (
    isId(tender['tenderId']) &&
    isName(tender['kind'], 40) &&
    isPaise(tender['amountPaise']) &&
    (receivedPaise === null || isPaise(receivedPaise)) &&
    (changePaise === null || isPaise(changePaise)) &&
    isTextOrNull(tender['scheme'], 40) &&
    (lastFour === null || (typeof lastFour === 'string' && FOUR_DIGITS.test(lastFour))) &&
    isTextOrNull(tender['rrn'], 40) &&
    isTextOrNull(tender['authCode'], 50) &&
    isMoment(tender['takenAt'])
  );
}

function isAttempt(attempt: unknown): boolean {
  return (
    isObject(attempt) &&
    isId(attempt['attemptId']) &&
    isWhole(attempt['attemptSeq'], 1, Number.MAX_SAFE_INTEGER) &&
    isName(attempt['kind'], 40) &&
    isName(attempt['state'], 40) &&
    isWhole(attempt['version'], 1, Number.MAX_SAFE_INTEGER)
  );
}

const areAttempts = (attempts: unknown): boolean =>
  attempts === undefined || (Array.isArray(attempts) && attempts.length <= 100 && attempts.every(isAttempt));

function isHeadOfOrder(order: Loose): boolean {
  const { businessDate } = order;
  return (
    isId(order['orderId']) &&
    isName(order['tillCode'], 40) &&
    typeof businessDate === 'string' &&
    DATE.test(businessDate) &&
    isWhole(order['version'], 1, Number.MAX_SAFE_INTEGER) &&
    isName(order['state'], 40) &&
    order['currency'] === 'INR' &&
    isPaise(order['grossPaise']) &&
    isPaise(order['discountPaise']) &&
    isPaise(order['subtotalPaise']) &&
    isPaise(order['taxPaise']) &&
    isWhole(order['roundOffPaise'], -MOST_PAISE, MOST_PAISE) &&
    isPaise(order['totalPaise'])
  );
}

function isRestOfOrder(order: Loose): boolean {
  return (
    isName(order['invoiceNumber'], 16) &&
    isMoment(order['paidAt']) &&
    isText(order['notes'], 2000) &&
    isTextOrNull(order['paymentToken'], 100) &&
    isTextOrNull(order['transactionId'], 100) &&
    isTextOrNull(order['authCode'], 50) &&
    isTextOrNull(order['paymentGatewayResponse'], 20_000) &&
    isTextOrNull(order['personId'], 40) &&
    isTextOrNull(order['buyerName'], 500) &&
    isTextOrNull(order['buyerPhone'], 500) &&
    isTextOrNull(order['buyerGstin'], 500) &&
    isMoment(order['createdAt'])
  );
}

/** True only for a payload that the contract's schema takes as it is, letter for letter; false says nothing. */
export function isPlainSale(payload: Loose): payload is Loose & OrderCompletedPayload {
  const { form, order, lines, tenders, attempts } = payload;
  return (
    form === 1 &&
    isObject(order) &&
    isHeadOfOrder(order) &&
    isRestOfOrder(order) &&
    Array.isArray(lines) &&
    lines.length >= 1 &&
    lines.length <= 500 &&
    lines.every(isLine) &&
    Array.isArray(tenders) &&
    tenders.length <= 100 &&
    tenders.every(isTender) &&
    areAttempts(attempts)
  );
}
