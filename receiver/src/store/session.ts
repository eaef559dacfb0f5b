import type { LandingTable, Segment, SettledTable } from "./store.ts";

export type Params = Readonly<Record<string, unknown>>;
export type EngineSettings = Readonly<Record<string, number | string>>;

/** One line to an engine, for one statement at a time. Throws what the engine says, and is clean for the next after. */
export interface Session {
  rows<Row>(text: string, params: Params): Promise<Row[]>;
  /** The answer by columns, in the engine's Native format. */
  columns(text: string, params: Params): Promise<Buffer>;
  run(text: string, params: Params): Promise<void>;
  pour(table: LandingTable, segments: readonly Segment[], settings: EngineSettings): Promise<void>;
  insert(table: SettledTable, rows: Buffer, settings: EngineSettings): Promise<void>;
  close(): Promise<void>;
}
