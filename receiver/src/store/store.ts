import type { Columns } from "./native-columns.ts";

/** Queries of one lane wait for each other, never for those of another lane. */
export const lanes = ["ingest", "interactive", "heavy"] as const;
export type Lane = (typeof lanes)[number];

export interface Question {
  /** One statement, without FORMAT and SETTINGS; values travel as `{name:Type}` parameters. */
  readonly text: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly lane?: Lane;
  /** The engine's settings for this statement alone, over the lane's. Names and values are ours, never a user's. */
  readonly settings?: Readonly<Record<string, number | string>>;
}

export interface Store {
  readonly engine: "embedded" | "server";
  readonly database: string;
  /** The cluster the tables are spread over, by the name the servers know it. */
  readonly cluster: string | undefined;
  /** Of a range with fewer entries, sums are made of the entries alone; left out, that is where they cost as much. */
  readonly fewestRolledUp?: number;
  /**
   * The rows of the answer, objects by column name. 64-bit numbers arrive as decimal strings.
   * Runs in the interactive lane unless told otherwise, within that lane's limits on time, memory and rows read;
   * past them it throws `QueryTooLarge`, and `EngineAway` when the engine cannot be asked now.
   */
  query<Row>(question: Question): Promise<Row[]>;
  /** As `query`, for answers of very many rows: by columns, each as it lies in the engine. */
  columns(question: Question): Promise<Columns>;
  /** Runs a statement that answers nothing. The lane's limits hold for `INSERT … SELECT`, not for what makes tables. */
  command(question: Question): Promise<void>;
  /**
   * Pours segments in RowBinary, in the order of the table's columns, into a landing table, and resolves when the
   * engine has all rows and what its views make of them. Safe to repeat: every table behind keeps one row of each.
   * Throws when the engine refuses or is away; then the segments are still to be poured.
   */
  pour(table: LandingTable, segments: readonly Segment[]): Promise<void>;
  /** Puts rows in RowBinary, in the order of the table's columns, into a table of what was settled. */
  insert(table: SettledTable, rows: Buffer): Promise<void>;
  /** Makes the database where there is none yet. */
  createDatabase(): Promise<void>;
  /** Whether the engine answers. */
  ping(): Promise<boolean>;
  /** Waits for what is running, then lets the engine go. */
  close(): Promise<void>;
}

export type LandingTable = "spans_in" | "logs_in" | "points_in" | "rejected_in";

export type SettledTable = "ledger" | "traces" | "facts_anew" | "findings" | "examined";

export interface Segment {
  readonly path: string;
  /** How many bytes at the front of the file are rows; behind them is the seal, which is not for the engine. */
  readonly rowBytes: number;
}
