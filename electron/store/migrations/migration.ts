/** One step of the schema. Once released it is never changed: what comes later is a new step. */
export type Migration = {
  /** The `user_version` of a file that has taken this step; steps are numbered from 1 without gaps. */
  readonly version: number;
  readonly name: string;
  /** Run in order, all in one transaction; each may hold several statements of SQL. */
  readonly statements: readonly string[];
};
