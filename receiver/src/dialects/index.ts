import type { Facts } from "../model/facts.ts";
import type { Kind } from "../model/span.ts";
import type { Dialect, Fields, Said } from "./dialect.ts";
import { fields } from "./fields.ts";
import { openinference } from "./openinference.ts";
import { otelGenai } from "./otel-genai.ts";
import { plain } from "./plain.ts";
import { sharedUsage } from "./shared-usage.ts";
import { normalised, type ReadUsage } from "./usage.ts";

/** Order is precedence: a span that speaks two dialects is read by the first. The last speaks to everything. */
const dialects: readonly Dialect[] = [openinference, otelGenai];

export const keysAsked: ReadonlySet<string> = new Set([
  ...Object.values(fields).flatMap(({ keys }) => keys),
  ...sharedUsage.keys,
  ...[...dialects, plain].flatMap(keysOf),
]);

function keysOf({ keys, fields: own = {}, usage }: Dialect): readonly string[] {
  return [...keys, ...Object.values(own).flatMap((reader) => reader.keys), ...(usage?.keys ?? [])];
}

export function dialectOf(said: Said): Dialect {
  return dialects.find((dialect) => dialect.speaks(said)) ?? plain;
}

export function readFacts(said: Said): Facts {
  return read(dialectOf(said), said);
}

/** What a real call is of, which is what totals are made from. */
const callKinds: ReadonlySet<Kind> = new Set(["llm", "embedding", "rerank", "tool"]);

function read(dialect: Dialect, said: Said): Facts {
  const kind = dialect.kind(said);
  const told = dialect.reads === undefined ? usageOf(dialect, said) : undefined;
  const facts: Record<string, unknown> = {
    dialect: dialect.name,
    kind,
    usage: told?.usage,
    usageRule: told?.rule,
    usageDetails: told?.details,
    counts: callKinds.has(kind) && !dialect.isView?.(said),
  };
  for (const name of dialect.reads ?? fieldNames)
    facts[name] = dialect.fields?.[name]?.read(said) ?? fields[name].read(said);
  return facts as unknown as Facts;
}

function usageOf(dialect: Dialect, said: Said): ReadUsage | undefined {
  return normalised(dialect.usage?.read(said) ?? sharedUsage.read(said) ?? {});
}

const fieldNames = Object.keys(fields) as readonly (keyof Fields)[];
