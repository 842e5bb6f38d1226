import { v7 } from 'uuid';
import { isId, type AnyId } from '../../shared/domain/ids.ts';
import { assert } from '../../shared/domain/result.ts';

/** Where ids come from. Passed in, so that tests can say what they are. */
export type Ids = {
  /** A new id of the kind that the caller asks for, a UUIDv7 (RFC 9562, section 5.7): ids of one run sort by when they were made. */
  readonly next: <T extends AnyId>() => T;
};

/** Ids made of the machine's clock and its random numbers. */
export const systemIds: Ids = {
  next: <T extends AnyId>() => {
    const id = v7();
    assert(isId<T>(id), 'a UUIDv7 is an id');
    return id;
  },
};
