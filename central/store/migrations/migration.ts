/** One step of the schema. Append-only: a released one is never changed. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly statements: readonly string[];
};
