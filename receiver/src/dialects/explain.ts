import type { MappingRule } from "../model/mapping-rule.ts";
import type { Kind } from "../model/span.ts";
import type { Dialect, Fields, Said } from "./dialect.ts";
import { fields } from "./fields.ts";
import { dialectOf } from "./index.ts";
import { Listening } from "./listening.ts";
import { holds, mappedValue } from "./mapping-rules.ts";
import type { Reader } from "./readers.ts";
import { sharedUsage } from "./shared-usage.ts";
import { normalised } from "./usage.ts";

/** Where one fact came from. */
export interface Source {
  readonly value: unknown;
  /** The attributes that said it. */
  readonly attributes: readonly string[];
  /** Who read it: a dialect by its name, "shared" for what many write alike, "mapping rule" for a project's own. */
  readonly reader: string;
  readonly rule: string;
}

/** For each fact that a span states, where it came from. Facts that it does not state are left out. */
export function explainFacts(said: Said, rules: readonly MappingRule[] = []): Readonly<Record<string, Source>> {
  const heard = new Listening(said);
  const dialect = dialectOf(heard);
  const speaks = {
    value: dialect.name,
    attributes: heard.take(),
    reader: dialect.name,
    rule: "the first reader that knows it",
  };
  const kind = { value: dialect.kind(heard), attributes: heard.take(), reader: dialect.name, rule: "by table" };
  const names = dialect.reads ?? (Object.keys(fields) as (keyof Fields)[]);
  const found = names.flatMap((name) => {
    const source = sourceOf(dialect, name, heard);
    return source === undefined ? [] : [[name, source] as const];
  });
  return {
    dialect: speaks,
    kind,
    ...Object.fromEntries(found),
    ...tokensOf(dialect, heard, kind.value),
    ...Object.fromEntries(rulesThatHold(rules, said)),
  };
}

function sourceOf(dialect: Dialect, name: keyof Fields, heard: Listening): Source | undefined {
  const own = dialect.fields?.[name];
  const shared = dialect.alone?.includes(name) ? undefined : fields[name];
  return asked(own, dialect.name, heard) ?? asked(shared, "shared", heard);
}

function asked(reader: Reader<unknown> | undefined, name: string, heard: Listening): Source | undefined {
  heard.take();
  const value = reader?.read(heard);
  if (reader === undefined || value === undefined) return undefined;
  const place = reader.keys.length === 1 ? "" : `, of ${reader.keys.length} that are asked in order`;
  return { value, attributes: heard.take(), reader: name, rule: `the first that says it${place}` };
}

function tokensOf(dialect: Dialect, heard: Listening, kind: Kind): Readonly<Record<string, Source>> {
  if (dialect.reads !== undefined) return {};
  heard.take();
  const own = dialect.usage?.read(heard);
  const told = normalised(own ?? sharedUsage.read(heard) ?? {}, kind);
  if (told === undefined) return {};
  const reader = own === undefined ? "shared" : dialect.name;
  return { tokens: { value: told.usage, attributes: heard.take(), reader, rule: told.rule } };
}

function rulesThatHold(rules: readonly MappingRule[], said: Said): [string, Source][] {
  const holding = rules.flatMap((rule, index) => {
    const value = holds(rule, said) ? mappedValue(rule, said) : undefined;
    const attributes = rule.attribute === undefined ? [] : [rule.attribute];
    const source = { value, attributes, reader: "mapping rule", rule: `the project's rule ${index + 1}` };
    return value === undefined ? [] : [[rule.field, source] as [string, Source]];
  });
  return holding.reverse();
}
