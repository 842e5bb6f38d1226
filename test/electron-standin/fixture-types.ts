/** What the fixture's preload exposes to its page. */
export interface FixtureApi {
  readonly nested: { readonly list: number[] };
  readonly echo: (value: unknown) => Promise<unknown>;
  readonly fail: () => Promise<void>;
  readonly unknownChannel: () => Promise<void>;
  readonly throwHere: () => void;
  readonly callBack: (listener: (value: unknown) => unknown) => unknown;
  readonly who: () => Promise<{ url: string; origin: string; isMain: boolean; hasParent: boolean }>;
  readonly ping: (value: unknown, listener: (...args: unknown[]) => void) => void;
  readonly useUnknown: () => void;
}

/** What the fixture's main process has seen. */
export interface Seen {
  readonly secondInstances: readonly {
    readonly argv: readonly string[];
    readonly data: { readonly from: number };
  }[];
  readonly navigations: string[];
  readonly permissions: string[];
  readonly opened: string[];
  readonly downloads: string[];
}

declare global {
  var fixture: FixtureApi;
  var fixtureSeen: Seen;
}
