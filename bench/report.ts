import { mkdirSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { dirname } from "node:path";
import { median, round } from "./quantiles.ts";

/** One measured number, with what it was aimed at and what the machine could do at most. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  /** One for each repeat. */
  readonly values: readonly number[];
  readonly aim?: string;
  /** Measured in the same run. */
  readonly limit?: number | undefined;
}

export interface Report {
  readonly name: string;
  readonly figures: readonly Figure[];
  /** What must hold for the figures to mean anything. */
  readonly sound: boolean;
  readonly notes: Readonly<Record<string, unknown>>;
}

/** Prints one table, and writes the same as JSON when a file is named. */
export function report({ name, figures, sound, notes }: Report, file: string | undefined): void {
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  console.log(`\n${name} on ${machine}${sound ? "" : "\nNOT SOUND: spans were lost, doubled or altered"}`);
  console.table(Object.fromEntries(figures.map((figure) => [`${figure.name} (${figure.unit})`, row(figure)])));
  console.log(JSON.stringify(notes));
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ name, machine, sound, figures, notes }, undefined, 2)}\n`);
}

function row({ values, aim, limit }: Figure) {
  const value = median(values);
  return {
    median: value,
    least: round(Math.min(...values)),
    most: round(Math.max(...values)),
    aim: aim ?? "",
    limit: limit ?? "",
    "of limit": limit ? round(value / limit) : "",
  };
}
