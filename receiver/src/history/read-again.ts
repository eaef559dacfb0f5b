import { type Failure, failureOf } from "../dialects/failure.ts";
import { readFacts } from "../dialects/index.ts";
import { withRules } from "../dialects/mapping-rules.ts";
import { saidOf } from "../dialects/said-of.ts";
import { mostTexts } from "../fact-columns.ts";
import type { Facts } from "../model/facts.ts";
import type { MappingRule } from "../model/mapping-rule.ts";
import type { SpanEvent } from "../model/span.ts";
import type { StoredFacts, Telling } from "../store/again/read-tellings.ts";
import { readEvent } from "./read-event.ts";

/** The said of a stored span: what its readers are asked with. */
export function saidBy({ span, scope, spanKind }: Pick<Telling, "span" | "scope" | "spanKind">) {
  const start = BigInt(span.startTime);
  return saidOf({ start, scope, service: span.service ?? "", name: span.name, spanKind, attributes: span.attributes });
}

export interface ReadAgain {
  readonly facts: Facts;
  /** As its row would have them. */
  readonly stored: StoredFacts;
}

/** What the readers, and the project's rules, make of a stored span today. Texts are cut at `longest`, as on the way in. */
export function readAgain(telling: Telling, rules: readonly MappingRule[], longest: number): ReadAgain | undefined {
  const { span } = telling;
  const said = saidBy(telling);
  const told = telling.signal === "log" ? readEvent(telling, said)?.facts : readFacts(said);
  if (told === undefined) return undefined;
  const facts = withRules(told, said, rules);
  const stored = {
    ...plainFacts(facts),
    sessionId: facts.sessionId ?? textOf(span.resource["session.id"]),
    userId: facts.userId ?? textOf(span.resource["user.id"]),
    environment:
      facts.environment ??
      (textOf(span.resource["deployment.environment.name"]) || textOf(span.resource["deployment.environment"])),
    release: facts.release ?? textOf(span.resource["service.version"]),
    ...outcomeOf(telling, facts),
  };
  const cut = cutAt(stored, longest);
  const keepsMessage = stored.errorMessage === telling.facts.errorMessage;
  return { facts, stored: keepsMessage ? { ...cut, errorMessage: stored.errorMessage } : cut };
}

/** Of a span that did not end, what it came to is not its own to tell. */
function outcomeOf(telling: Telling, facts: Facts): Pick<StoredFacts, "failed" | "errorType" | "errorMessage"> {
  const { span, facts: before } = telling;
  if (span.endTime === null) {
    const { failed, errorType, errorMessage } = before;
    return { failed, errorType, errorMessage };
  }
  const failure = failureOf(facts, telling.saysFailed, () => lastThrown(span.events));
  return {
    failed: failure !== undefined,
    errorType: failure?.type ?? facts.errorType ?? "",
    errorMessage: failure === undefined ? "" : messageOf(telling, failure),
  };
}

/** A message that its status told stays as it was stored. */
function messageOf({ span, facts }: Telling, failure: Failure): string {
  if (!span.statusMessage) return failure.message ?? "";
  return facts.failed ? facts.errorMessage : span.statusMessage;
}

function cutAt(facts: StoredFacts, longest: number): StoredFacts {
  const cut = (value: unknown): unknown => {
    if (typeof value === "string") return value.slice(0, longest).toWellFormed();
    return Array.isArray(value) ? value.slice(0, mostTexts).map(cut) : value;
  };
  return Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, cut(value)])) as unknown as StoredFacts;
}

type OfSurroundings = "sessionId" | "userId" | "environment" | "release";

function plainFacts(facts: Facts): Omit<StoredFacts, OfSurroundings | "failed" | "errorType" | "errorMessage"> {
  return {
    kind: facts.kind,
    dialect: facts.dialect,
    agentName: facts.agentName ?? "",
    workflowName: facts.workflowName ?? "",
    platform: facts.platform ?? "",
    tags: facts.tags ?? [],
    provider: facts.provider ?? "",
    model: facts.model ?? "",
    responseModel: facts.responseModel ?? "",
    responseId: facts.responseId ?? "",
    usage: facts.usage ?? null,
    usageRule: facts.usageRule ?? "",
    usageDetails: facts.usageDetails ?? {},
    tier: facts.tier ?? "",
    reportedCost: facts.reportedCost ?? "",
    finishReasons: facts.finishReasons ?? [],
    streaming: facts.streaming ?? null,
    firstTokenNanos: facts.firstTokenNanos ?? 0,
    counts: facts.counts,
    toolName: facts.toolName ?? "",
    toolCallId: facts.toolCallId ?? "",
  };
}

function lastThrown(events: readonly SpanEvent[]) {
  const thrown = events.findLast(({ name }) => name === "exception")?.attributes;
  if (thrown === undefined) return undefined;
  return { type: wordOf(thrown["exception.type"]), message: wordOf(thrown["exception.message"]) };
}

const wordOf = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
const textOf = (value: unknown) => wordOf(value) ?? "";

/** A fact that is another than it was: before, and now. */
export type Changes = Readonly<Record<string, readonly [before: unknown, after: unknown]>>;

export function changesOf(before: StoredFacts, after: StoredFacts): Changes {
  const names = Object.keys(before) as (keyof StoredFacts)[];
  const changed = names.filter((name) => !isSame(before[name], after[name]));
  return Object.fromEntries(changed.map((name) => [name, [before[name], after[name]]]));
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

/** Members of a map have no order. */
function sorted(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}
