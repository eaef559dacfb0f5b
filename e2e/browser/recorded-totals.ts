import type { ExpectedSpan, RecordedExport } from "../../receiver/test/recorded-exports.ts";

/** What a page says of a trace or session, as it must be by the facts that are kept beside a recorded export. */
export interface RecordedTotals {
  readonly spans: number;
  readonly modelCalls: number;
  /** As pointing at the number of tokens tells it; undefined where no call told any. */
  readonly tokens: string | undefined;
}

/** A rule that leaves a choice names what is preferred first. */
const preferred = (fact: unknown): unknown =>
  typeof fact === "object" && fact !== null && "anyOf" in fact && Array.isArray(fact.anyOf) ? fact.anyOf[0] : fact;

export const kept = ({ expected }: RecordedExport): readonly ExpectedSpan[] =>
  (expected.spans ?? []).filter(({ mustDrop }) => mustDrop !== true);

export function totalsOf(spans: readonly ExpectedSpan[]): RecordedTotals {
  const counting = spans.filter(({ countsTowardTotals }) => Boolean(preferred(countsTowardTotals)));
  const told = counting.flatMap(({ tokens }) => (tokens ? [tokens as Readonly<Record<string, unknown>>] : []));
  const sum = (name: string) =>
    told.reduce((all, tokens) => all + Number(preferred(tokens[name]) ?? 0), 0).toLocaleString("en-US");
  return {
    spans: spans.length,
    modelCalls: counting.filter(({ countsTowardTotals }) => preferred(countsTowardTotals) === "llm").length,
    tokens:
      told.length === 0
        ? undefined
        : `${sum("input")} in (${sum("cached")} cached), ${sum("output")} out (${sum("reasoning")} reasoning)`,
  };
}

/** What was said in these spans, as far as the facts know it word by word; a tool's result is shown by its fields. */
export function textsOf(spans: readonly ExpectedSpan[]): readonly string[] {
  const texts = spans.flatMap(({ messages }) => {
    const { inputText = [], outputText } = (messages ?? {}) as { inputText?: unknown[]; outputText?: unknown };
    return [...inputText, outputText].filter((text) => typeof text === "string" && /^[^{]/.test(text));
  });
  return [...new Set(texts as string[])];
}

/** The largest of them. */
export function largest(groups: ReadonlyMap<string, readonly ExpectedSpan[]>) {
  return [...groups].toSorted(([, one], [, other]) => other.length - one.length)[0];
}

/** The spans of each trace. */
export const byTrace = (run: RecordedExport) => Map.groupBy(kept(run), ({ traceId }) => String(traceId).toLowerCase());

/** The spans of each session: of all traces in which some span names it. */
export function bySession(run: RecordedExport): ReadonlyMap<string, readonly ExpectedSpan[]> {
  const sessions = new Map<string, readonly ExpectedSpan[]>();
  for (const spans of byTrace(run).values()) {
    const session = spans.map(({ sessionId }) => preferred(sessionId)).find((id) => typeof id === "string");
    if (typeof session === "string") sessions.set(session, [...(sessions.get(session) ?? []), ...spans]);
  }
  return sessions;
}
