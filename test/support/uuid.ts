import { v7 } from 'uuid';

/** A new UUIDv7. */
export function uuid(): string {
  return v7();
}
