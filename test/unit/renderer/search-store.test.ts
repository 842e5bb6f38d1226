import { describe, expect, test } from 'vitest';
import type { Reply } from '../../../shared/contract/ipc.ts';
import { ok, type Ok } from '../../../shared/domain/result.ts';
import { createSearchStore } from '../../../renderer/counter/search-store.ts';
import { product } from './pretend.ts';

type Found = Ok<Reply<'searchProducts'>>;

/** A search whose answers the test gives by hand. */
function searchByHand() {
  const asked: Array<{
    readonly query: string;
    readonly answer: (names: readonly string[]) => Promise<void>;
  }> = [];
  const store = createSearchStore(async ({ query }) => {
    const { promise, resolve } = Promise.withResolvers<Found>();
    asked.push({
      query,
      answer: async (names) => {
        resolve(ok({ products: names.map((name) => product({ name })), corrected: false }));
        await new Promise<void>((done) => {
          setImmediate(done);
        });
      },
    });
    return promise;
  });
  const names = (): string[] => store.getState().products.map(({ name }) => name);
  return { store, asked, names };
}

describe('search as you type', () => {
  test('an answer to a text that is not in the field any more is dropped, and the newest text is asked', async () => {
    const { store, asked, names } = searchByHand();
    store.getState().setQuery('d');
    store.getState().setQuery('da');
    store.getState().setQuery('dal');
    expect(asked.map(({ query }) => query)).toEqual(['d']);
    await asked[0]?.answer(['dates']);
    expect(names()).toEqual([]);
    expect(asked.map(({ query }) => query)).toEqual(['d', 'dal']);
    await asked[1]?.answer(['toor dal']);
    expect(names()).toEqual(['toor dal']);
  });

  test('a cleared field shows nothing, even when an answer comes late', async () => {
    const { store, asked, names } = searchByHand();
    store.getState().setQuery('dal');
    store.getState().clear();
    await asked[0]?.answer(['toor dal']);
    expect(names()).toEqual([]);
    store.getState().setQuery('tea');
    await asked[1]?.answer(['tea']);
    expect(names()).toEqual(['tea']);
  });

  test('Enter pressed before the answer waits for it and takes the best match', async () => {
    const { store, asked } = searchByHand();
    store.getState().setQuery('dal');
    const picked = store.getState().pick();
    await asked[0]?.answer(['toor dal', 'chana dal']);
    expect((await picked)?.name).toBe('toor dal');
  });

  test('the arrow keys move among the results and stop at the ends', async () => {
    const { store, asked } = searchByHand();
    store.getState().setQuery('dal');
    await asked[0]?.answer(['toor dal', 'chana dal']);
    store.getState().move(-1);
    expect(store.getState().activeIndex).toBe(0);
    store.getState().move(1);
    store.getState().move(1);
    expect((await store.getState().pick())?.name).toBe('chana dal');
  });
});
