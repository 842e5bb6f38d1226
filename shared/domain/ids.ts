import { err, ok, type Result } from './result.ts';

declare const idBrand: unique symbol;

/** A lower-case UUID that names one kind of thing; made at the till as version 7 (RFC 9562). */
export type Id<Kind extends string> = string & { readonly [idBrand]: Kind };

/** An id of any kind. */
export type AnyId = Id<string>;

export type OrderId = Id<'order'>;
export type LineId = Id<'line'>;
export type AttemptId = Id<'attempt'>;
export type TenderId = Id<'tender'>;
export type VoidId = Id<'void'>;
export type RefundId = Id<'refund'>;
export type CreditNoteId = Id<'credit_note'>;
export type RequestId = Id<'request'>;
export type ProductId = Id<'product'>;
export type CustomerId = Id<'customer'>;
export type PersonId = Id<'person'>;
export type ShiftId = Id<'shift'>;
export type InstallationId = Id<'installation'>;

export type IdError = { readonly code: 'invalid-id' };

// RFC 9562 section 4: 8-4-4-4-12 hexadecimal digits; the variant is the two bits 10.
const UUID_PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Tells whether a text is a lower-case UUID of any version (RFC 9562). */
export function isUuid(text: string): boolean {
  return UUID_PATTERN.test(text);
}

/** Tells whether anything is an id of kind T: only the shape can be checked, the kind is the caller's word. */
export function isId<T extends AnyId>(value: unknown): value is T {
  return typeof value === 'string' && isUuid(value);
}

/** Builds the parser for one kind of id: it lower-cases, checks the UUID shape (RFC 9562) and brands. */
function idParser<Kind extends string>(): (text: string) => Result<Id<Kind>, IdError> {
  return (text) => {
    const lower = text.toLowerCase();
    return isUuid(lower) ? ok(lower as Id<Kind>) : err({ code: 'invalid-id' });
  };
}

/** Reads an order id, which is also the cart's id (FIELD 4.9). */
export const parseOrderId = idParser<'order'>();
/** Reads the id of an order line. */
export const parseLineId = idParser<'line'>();
/** Reads the id of a payment attempt (FIELD 4.1). */
export const parseAttemptId = idParser<'attempt'>();
/** Reads the id of a void, repeated unchanged until its outcome is known (FIELD 4.4). */
export const parseVoidId = idParser<'void'>();
/** Reads the id of a refund, repeated unchanged until its outcome is known (FIELD 4.4). */
export const parseRefundId = idParser<'refund'>();
/** Reads the id of a tender. */
export const parseTenderId = idParser<'tender'>();
/** Reads a request id: one per tender that Charge asks for (FIELD 4.9). */
export const parseRequestId = idParser<'request'>();
/** Reads a product id. */
export const parseProductId = idParser<'product'>();
/** Reads an installation id, which tells a copied or restored till from the original (DESIGN, "Ids"). */
export const parseInstallationId = idParser<'installation'>();
