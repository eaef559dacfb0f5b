import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Signal } from "../src/model/signal.ts";

const folder = join(import.meta.dirname, "recorded");

/** A fact that a recorded export must bring out; `{anyOf: [a, b]}` is any of these, the first preferred. */
export type Fact = Readonly<Record<string, unknown>>;

export interface RecordedExport {
  /** The file without `.json`. */
  readonly name: string;
  readonly signal: Signal;
  /** An OTLP/JSON request, as it was sent. */
  readonly text: string;
  readonly expected: ExpectedFacts;
}

export interface ExpectedFacts extends Fact {
  /** The files of the same run. */
  readonly companions?: readonly string[];
  readonly spans?: readonly ExpectedSpan[];
}

export interface ExpectedSpan extends Fact {
  readonly spanId: string;
  readonly name: string;
  /** Only a placeholder, of which no row may be made. */
  readonly mustDrop?: boolean;
}

const signalOf = (name: string): Signal =>
  name.endsWith(".logs") ? "logs" : name.endsWith(".metrics") ? "metrics" : "traces";

const files = new Set(readdirSync(folder));
const names = [...files]
  .map((file) => file.slice(0, -".json".length))
  .filter((name) => files.has(`${name}.json`) && files.has(`${name}.expected.json`))
  .sort();

/** Every recorded export of which it is known what must come out. */
export const recordedExports: readonly RecordedExport[] = names.map((name) => ({
  name,
  signal: signalOf(name),
  text: readFileSync(join(folder, `${name}.json`), "utf8"),
  expected: JSON.parse(readFileSync(join(folder, `${name}.expected.json`), "utf8")) as ExpectedFacts,
}));

export function companionsOf({ expected }: RecordedExport): readonly RecordedExport[] {
  return recordedExports.filter(({ name }) => expected.companions?.includes(`${name}.json`));
}
