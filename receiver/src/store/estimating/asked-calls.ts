import type { CallToPrice, Reckon, Reckoning, SlimSpan } from "../../model/ledger.ts";

/** A call that counts and whose tokens nobody told. */
export interface AskedCall {
  readonly trace: string;
  readonly span: string;
  readonly call: CallToPrice;
}

/** Of one trace; later ones stay unknown. */
const mostOfATrace = 5000;

/** The calls of a trace that the ledger would have estimated, the first first: reckoning tells, and nothing else does. */
export function* askedCalls(
  trace: string,
  spans: readonly SlimSpan[],
  reckon: Reckon,
  known: Reckoning["known"],
): Generator<undefined, readonly AskedCall[]> {
  if (!spans.some(mayBeAsked)) return [];
  const asked: AskedCall[] = [];
  const estimate: Reckoning["estimate"] = (call, { spanId }) => {
    asked.push({ trace, span: spanId, call });
    return undefined;
  };
  yield* reckon(spans, { price: () => undefined, estimate, known });
  return asked.sort(byTime).slice(0, mostOfATrace);
}

function mayBeAsked({ kind, usage, state, failed, counts, reportedCost }: SlimSpan): boolean {
  return kind === "llm" && usage === undefined && state === "ended" && !failed && counts && reportedCost === "";
}

function byTime(one: AskedCall, other: AskedCall): number {
  if (one.call.at !== other.call.at) return one.call.at < other.call.at ? -1 : 1;
  return one.span < other.span ? -1 : 1;
}
