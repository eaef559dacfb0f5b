import type { TraceToExamine } from "../store/examining/traces-to-examine.ts";

/** What lies further apart is not read in one go: an hour, in nanoseconds. */
const widest = 3_600_000_000_000n;

/** Traces in the order of their start, as many at a time as have so many spans together and start within an hour. */
export function* together(traces: readonly TraceToExamine[], mostSpans: number): Generator<readonly TraceToExamine[]> {
  let some: TraceToExamine[] = [];
  let spans = 0;
  for (const trace of traces.toSorted(byStart)) {
    const [first] = some;
    if (first !== undefined && (spans + trace.spans > mostSpans || trace.start - first.start > widest)) {
      yield some;
      [some, spans] = [[], 0];
    }
    some.push(trace);
    spans += trace.spans;
  }
  if (some.length > 0) yield some;
}

const byStart = (one: TraceToExamine, other: TraceToExamine) =>
  one.start < other.start ? -1 : Number(one.start > other.start);
