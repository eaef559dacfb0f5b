import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../src/model/span.ts";
import { contentPromises } from "./content-promises.ts";
import { problemsOf } from "./expected-facts.ts";
import { companionsOf, type ExpectedSpan, type RecordedExport, recordedExports } from "./recorded-exports.ts";
import { allSpans, listed, type Sending, sendInRounds } from "./sent-recordings.ts";
import { type StoredRows, storedRows } from "./stored-rows.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

const runs = recordedExports.filter(({ signal }) => signal === "traces").map((run) => [run.name, run] as const);
const filesOf = (run: RecordedExport) => [run, ...companionsOf(run)];
const together = runs.filter(([, run]) => companionsOf(run).length > 0);

/** The files of a run in every order but the first, and in the last order twice over; each in a project of its own. */
const reordered: ReadonlyMap<string, readonly Sending[]> = new Map(
  together.map(([name, run]) => {
    const [, ...others] = orders(filesOf(run));
    const last = others.at(-1) ?? [];
    const all = [...others, [...last, ...last]];
    return [name, all.map((files, index) => ({ project: `${name}-${index}`, files }))];
  }),
);

let at: TestReceiver;
/** Asked for once. */
const spansOf = new Map<string, readonly Span[]>();
let stored: ReadonlyMap<string, StoredRows>;
beforeAll(async () => {
  at = await testReceiver();
  const inOrder = runs.map(([project, run]) => ({ project, files: filesOf(run) }));
  await sendInRounds(at, [...inOrder, ...[...reordered.values()].flat()]);
  stored = await storedRows(at.store);
});
afterAll(() => at.cleanup());

async function spansIn(project: string): Promise<readonly Span[]> {
  const spans = spansOf.get(project) ?? (await allSpans(at, project));
  spansOf.set(project, spans);
  return spans;
}

test.for(runs)("every fact of %s comes out", async ([project, run]) => {
  const spans = await spansIn(project);
  const alone = companionsOf(run).length === 0;
  const byId = new Map(spans.map((span) => [span.spanId, span]));
  const problems = (run.expected.spans ?? []).flatMap((expected) => {
    const span = byId.get(expected.spanId.toLowerCase());
    if (expected.mustDrop === true) return span === undefined ? [] : [`${expected.name} has a row of its own`];
    return span === undefined
      ? [`${expected.name} ${expected.spanId} is not there`]
      : problemsOf(span, alone ? expected : withoutCost(expected));
  });
  expect(problems).toEqual([]);
});

test.for(runs)("the sums of %s are those of its calls, in every view", async ([project, run]) => {
  const spans = await spansIn(project);
  const { totals } = run.expected as { totals?: Totals };
  const costReported = companionsOf(run).length > 0 ? totals?.costReported : reportedBy(spans);
  if (totals !== undefined) expect({ ...totalsOf(spans), costReported }).toEqual(totals);
  const ofSpans = sumOf(spans.filter(({ countsTowardTotals }) => countsTowardTotals).map(({ tokens }) => tokens));
  const traces = await listed<Pick<Span, "tokens">>(at, project, "/traces?from=0&limit=1000");
  const usage = await listed<Pick<Span, "tokens">>(at, project, "/usage?from=0&groupBy=model");
  expect(sumOf(traces.map(({ tokens }) => tokens))).toEqual(ofSpans);
  expect(sumOf(usage.map(({ tokens }) => tokens))).toEqual(ofSpans);
});

test.for([...reordered])("%s and its companions say the same in every order, and twice", ([project, others]) => {
  const first = stored.get(project);
  expect(first?.spans?.length).toBeGreaterThan(0);
  for (const other of others) expect(stored.get(other.project)).toEqual(first);
});

contentPromises(
  runs.map(([, run]) => run),
  { spansIn, get: (path) => at.get(path) },
);

interface Totals {
  readonly llm: Readonly<Record<string, number>>;
  readonly embedding: { readonly calls: number; readonly inputTokens: number };
  readonly costReported: number | null;
}

/** What a span does not report itself, an event of the same run may. */
const withoutCost = ({ cost: _cost, ...expected }: ExpectedSpan) => expected as ExpectedSpan;

/** In dollars, to the millionth of a cent; null when no call reports one. */
function reportedBy(spans: readonly Span[]): number | null {
  const costs = spans.flatMap(({ cost, countsTowardTotals }) =>
    countsTowardTotals && cost?.source === "reported" ? [Number(cost.total)] : [],
  );
  return costs.length === 0 ? null : Number(costs.reduce((sum, cost) => sum + cost, 0).toFixed(8));
}

function totalsOf(spans: readonly Span[]): Omit<Totals, "costReported"> {
  const counting = spans.filter(({ countsTowardTotals }) => countsTowardTotals);
  const llm = counting.filter(({ kind }) => kind === "llm");
  const embedding = counting.filter(({ kind }) => kind === "embedding");
  const sums = sumOf(llm.map(({ tokens }) => tokens));
  return {
    llm: {
      calls: llm.length,
      inputTokens: sums.input,
      outputTokens: sums.output,
      cachedInputTokens: sums.cached,
      cacheWriteTokens: sums.cacheWrite,
      reasoningTokens: sums.reasoning,
    },
    embedding: { calls: embedding.length, inputTokens: sumOf(embedding.map(({ tokens }) => tokens)).input },
  };
}

function sumOf(all: readonly Span["tokens"][]) {
  const sum = { input: 0, output: 0, cached: 0, cacheWrite: 0, reasoning: 0 };
  for (const tokens of all) {
    for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += tokens?.[name] ?? 0;
  }
  return sum;
}

function orders<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item) => orders(items.filter((other) => other !== item)).map((rest) => [item, ...rest]));
}
