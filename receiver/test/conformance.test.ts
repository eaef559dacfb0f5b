import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../src/model/span.ts";
import { encodeJson } from "../src/otlp/json.ts";
import { problemsOf } from "./expected-facts.ts";
import { companionsOf, type ExpectedSpan, type RecordedExport, recordedExports } from "./recorded-exports.ts";
import { type TestReceiver, testReceiver } from "./test-receiver.ts";

let at: TestReceiver;
beforeAll(async () => {
  at = await testReceiver();
});
afterAll(() => at.cleanup());

const runs = recordedExports.filter(({ signal }) => signal === "traces").map((run) => [run.name, run] as const);

test.for(runs)("every fact of %s comes out", async ([, run]) => {
  const spans = await told([run, ...companionsOf(run)]);
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

test.for(runs)("the sums of %s are those of its calls, in every view", async ([, run]) => {
  const project = await sent([run, ...companionsOf(run)]);
  const spans = await allSpans(project);
  const { totals } = run.expected as { totals?: Totals };
  const costReported = companionsOf(run).length > 0 ? totals?.costReported : reportedBy(spans);
  if (totals !== undefined) expect({ ...totalsOf(spans), costReported }).toEqual(totals);
  const ofSpans = sumOf(spans.filter(({ countsTowardTotals }) => countsTowardTotals).map(({ tokens }) => tokens));
  const traces = await list<Pick<Span, "tokens">>(project, "/traces?from=0&limit=1000");
  const usage = await list<Pick<Span, "tokens">>(project, "/usage?from=0&groupBy=model");
  expect(sumOf(traces.map(({ tokens }) => tokens))).toEqual(ofSpans);
  expect(sumOf(usage.map(({ tokens }) => tokens))).toEqual(ofSpans);
});

const together = runs.filter(([, run]) => companionsOf(run).length > 0);

test.for(together)("%s and its companions say the same in every order, and twice", async ([, run]) => {
  const files = [run, ...companionsOf(run)];
  const first = await told(files);
  for (const order of orders(files)) {
    expect(await told([...order, ...order])).toEqual(first);
  }
});

/** The spans of a project of its own that was sent these, one file after the other. */
async function told(files: readonly RecordedExport[]): Promise<readonly Span[]> {
  const project = await sent(files);
  return allSpans(project);
}

let projects = 0;

async function sent(files: readonly RecordedExport[]): Promise<string> {
  projects += 1;
  const project = `p${projects}`;
  for (const { signal, text } of files) {
    const { rejected } = await at.send(signal, encodeJson(signal, Buffer.from(text)).body, project);
    expect(rejected).toBe(0);
  }
  return project;
}

async function list<Item>(project: string, path: string): Promise<readonly Item[]> {
  return ((await at.get(`/api/projects/${project}${path}`)) as { items: readonly Item[] }).items;
}

async function allSpans(project: string): Promise<readonly Span[]> {
  const traces = await list<{ traceId: string }>(project, "/traces?from=0&limit=1000");
  const ids = traces.map(({ traceId }) => traceId).sort();
  const answers = ids.map((id) => at.get(`/api/projects/${project}/traces/${id}?limit=5000`));
  return ((await Promise.all(answers)) as { spans: readonly Span[] }[]).flatMap(({ spans }) => spans);
}

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
