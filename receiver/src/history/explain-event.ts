import type { Said } from "../dialects/dialect.ts";
import type { Source } from "../dialects/explain.ts";
import type { Telling } from "../store/again/read-tellings.ts";
import { saidBy } from "./read-again.ts";

/** A log event of a known name is read as a whole; of its attributes those count that hold what came of it. */
export function explainEvent(telling: Telling): Readonly<Record<string, Source>> {
  const { facts, span } = telling;
  const said = saidBy(telling);
  const name = eventNames.find((key) => said.has(key));
  const rule = `told by the log event ${(name && said.text(name)) ?? span.name}`;
  const told = Object.entries(facts).filter(([, value]) => value !== "" && value !== null && value !== false);
  return Object.fromEntries(
    told.map(([fact, value]) => {
      const holding = fact === "usage" ? tokenKeys(said) : keysHolding(said, value);
      const attributes = holding.length > 0 || name === undefined ? holding : [name];
      return [fact === "usage" ? "tokens" : fact, { value, attributes, reader: facts.dialect, rule }];
    }),
  );
}

const eventNames = ["event.name", "event_name"];

const tokenKeys = (said: Said) => said.present.filter((key) => key.includes("token") && said.count(key) !== undefined);

function keysHolding(said: Said, value: unknown): readonly string[] {
  if (typeof value !== "string" && typeof value !== "number") return [];
  return said.present.filter((key) => said.text(key) === String(value));
}
