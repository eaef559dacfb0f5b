import type { Random } from "../receiver/src/demo/random.ts";
import type { AttributesInput } from "../receiver/src/otlp/otlp-input.ts";
import { type ExporterRow, rowOfCall, rowOfSmall, rowOfSpan } from "./exporter-rows.ts";
import { agentSession, agentSpans, daysOfAgents, SPANS_PER_SESSION } from "./workloads/agent.ts";
import { callSpan, callsOf } from "./workloads/calls.ts";
import { SPANS_PER_TRACE, smallSpan } from "./workloads/small.ts";
import type { Size } from "./workloads/workload.ts";

/** What a store is filled with, so that it can be asked about, and how much the answers must be. */
export interface Subject {
  /** Poured one after the other. */
  readonly workloads: readonly string[];
  /** The same for the store beside. */
  readonly rows: (size: Size) => Iterable<ExporterRow>;
  /** All of it began within so many days. */
  readonly days: (size: Size) => number;
  /** How many model calls are in it. */
  readonly calls: (size: Size) => number;
  /** Any trace of it, and how many spans it has. */
  readonly trace: (random: Random, size: Size) => { readonly id: string; readonly spans: number };
  /** What any span of it says of itself. */
  readonly item: (random: Random, size: Size) => { readonly key: string; readonly value: string };
}

/** Small spans make no calls, so calls without content lie among them, one for each trace. */
const small: Subject = {
  workloads: ["small", "calls"],
  *rows(size) {
    for (let index = 0; index < size.spans; index++) yield rowOfSmall(smallSpan(index, size));
    for (let index = 0; index < callsOf(size); index++) yield rowOfCall(callSpan(index, size));
  },
  days: () => 11,
  calls: callsOf,
  trace: (random, size) => {
    const { trace } = rowOfSmall(smallSpan(random.between(0, size.spans - 1), size));
    return { id: trace, spans: SPANS_PER_TRACE };
  },
  item: (random, size) => itemOf(random, rowOfSmall(smallSpan(random.between(0, size.spans - 1), size))),
};

const agent: Subject = {
  workloads: ["agent"],
  *rows(size) {
    for (const span of agentSpans(size)) yield rowOfSpan(span);
  },
  days: daysOfAgents,
  calls(size) {
    let calls = 0;
    for (const { attributes } of agentSpans(size)) calls += Number(operationOf(attributes) === "chat");
    return calls;
  },
  trace: (random, size) => {
    const spans = someSession(random, size);
    return { id: rowOfSpan(spans[0] ?? {}).trace, spans: spans.length };
  },
  item: (random, size) => itemOf(random, rowOfSpan(random.pick(someSession(random, size)))),
};

const operationOf = (attributes: AttributesInput = {}) =>
  Object.fromEntries(Object.entries(attributes))["gen_ai.operation.name"];

export const subjects: Readonly<Record<string, Subject>> = { small, agent };

export function subjectNamed(name: string): Subject {
  const subject = subjects[name];
  if (!subject) throw new Error(`queries are asked over ${Object.keys(subjects).join(" or ")}, not "${name}"`);
  return subject;
}

/** Of those that are surely there: how many sessions so many spans make is known on average alone. */
function someSession(random: Random, size: Size) {
  return agentSession(random.between(0, Math.floor((size.spans / SPANS_PER_SESSION) * 0.9)), size);
}

/** What somebody would look for by its value: a name or an id, and not what was said. */
function itemOf(random: Random, { attributes }: ExporterRow) {
  const [key, value] = random.pick(attributes.filter(([, value]) => value.length < 100 && !/^[{[]/.test(value)));
  return { key, value };
}
