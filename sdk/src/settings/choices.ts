import type { Redactor } from "../content.ts";
import type { Instrumentation } from "../instrumentation.ts";
import type { SpanLimits } from "../options.ts";
import { count, flag, list, type Read, Wrong, wordOf } from "./readers.ts";

export type ContentChoice = "on" | "off" | Redactor;

/** The words are OpenTelemetry's. Events alone are nothing we write, so they count as off. */
const otherWords = new Map<string, ContentChoice>([
  ["span_only", "on"],
  ["span_and_event", "on"],
  ["event_only", "off"],
  ["no_content", "off"],
]);

export const contentRule: Read<ContentChoice> = (given) => {
  if (typeof given === "function") return given as Redactor;
  const isOn = flag(given);
  if (!(isOn instanceof Wrong)) return isOn ? "on" : "off";
  return otherWords.get(wordOf(given)) ?? new Wrong("is neither on nor off nor a function", "off");
};

/** Which instruments are wanted: those in `only`, or all; and none of `without`. */
export interface InstrumentChoice {
  readonly only: readonly string[] | undefined;
  readonly without: readonly string[];
}

export const instruments: Read<InstrumentChoice> = (given) => {
  if (typeof given === "object" && given !== null && !Array.isArray(given)) return byName(Object.entries(given));
  const all = flag(given);
  if (typeof all === "boolean") return { only: all ? undefined : [], without: [] };
  if (typeof given === "string" && given.trim() === "none") return { only: [], without: [] };
  const names = list(given);
  if (!(names instanceof Wrong)) return { only: names, without: [] };
  return new Wrong(names.why, names.instead && { only: names.instead, without: [] });
};

function byName(entries: readonly [string, unknown][]): InstrumentChoice {
  return { only: undefined, without: entries.filter(([, isWanted]) => isWanted === false).map(([name]) => name) };
}

const steps = ["setTracerProvider", "setMeterProvider", "enable", "disable"] as const;

export const instrumentations: Read<readonly Instrumentation[]> = (given) => {
  if (!Array.isArray(given)) return new Wrong("is no list of OpenTelemetry instrumentations");
  const good = given.flat().filter((one) => steps.every((step) => typeof one?.[step] === "function"));
  return good.length === given.flat().length
    ? good
    : new Wrong("holds something that is no OpenTelemetry instrumentation, which is left out", good);
};

const limits = ["attributeCount", "attributeLength", "eventCount", "linkCount"] as const;

export const spanLimits: Read<SpanLimits> = (given) => {
  if (typeof given !== "object" || given === null) return new Wrong("is no object");
  const entries = Object.entries(given).filter(([, limit]) => limit !== undefined);
  const good = entries.filter(([name, limit]) => limits.some((known) => known === name) && isCount(limit));
  const kept = Object.fromEntries(good) as SpanLimits;
  return good.length === entries.length ? kept : new Wrong(`takes counts of ${limits.join(", ")} alone`, kept);
};

const isCount = (limit: unknown) => typeof limit === "number" && !(count()(limit) instanceof Wrong);
