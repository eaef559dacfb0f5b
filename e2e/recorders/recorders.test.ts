import { afterAll, beforeAll, expect, test } from "vitest";
import type { Span } from "../../receiver/src/model/span.ts";
import { startFakeProvider } from "../fake-provider/fake-provider.ts";
import type { Call, Usage } from "../fake-provider/ledger.ts";
import { query } from "../query.ts";
import { type Spanwise, startSpanwise } from "../spanwise.ts";
import { runRecorder } from "./run-recorder.ts";

interface Items<Item> {
  readonly items: readonly Item[];
}

interface Live {
  readonly name: string;
  /** Calls of which the library says nothing. */
  readonly silentOn?: (call: Call) => boolean;
  /** Parts of the usage that the library tells. */
  readonly tells: readonly (keyof Usage)[];
}

const all = ["input", "output", "cached", "cacheWrite", "reasoning"] as const;

/** What a library leaves out is known; whatever it tells must be what the provider counted. */
const live: readonly Live[] = [
  { name: "ai-7", tells: ["input", "output", "cached", "cacheWrite"] },
  { name: "anthropic-sdk", tells: all },
  {
    name: "opentelemetry-openai",
    tells: ["input", "output"],
    silentOn: ({ outcome }) => outcome === "cut",
  },
  { name: "python/openinference", tells: all },
  { name: "python/openai-v2", tells: ["input", "output"] },
];

let spanwise: Spanwise;
const key = (name: string) => `key-of-${name.replace("/", "-")}`;
const project = (name: string) => name.replace("/", "-");

beforeAll(async () => {
  spanwise = await startSpanwise({ API_KEYS: live.map(({ name }) => `${key(name)}:${project(name)}`).join(",") });
});
afterAll(() => spanwise?.remove());

test.for(live)("the calls and tokens of $name are those that the provider counted", async (run) => {
  const provider = await startFakeProvider();
  await runRecorder(run.name, {
    provider: provider.url,
    endpoint: spanwise.http,
    headers: `authorization=Bearer%20${key(run.name)}`,
  });
  await provider.stop();
  const calls = provider.ledger.calls.filter((call) => run.silentOn?.(call) !== true);
  const counted = { calls: calls.map(({ model }) => model).sort(), ...sumOf(run, calls.map(finalUsage)) };
  await expect.poll(() => toldOf(run).catch(String), { timeout: 15_000 }).toEqual(counted);
});

/** An answer that its caller broke off was counted, but the caller cannot know how. */
const finalUsage = ({ outcome, usage }: Call) => (outcome === "answered" ? usage : null);

async function toldOf(run: Live) {
  const asked = { spanwise, project: project(run.name), key: key(run.name) };
  const { items } = await query<Items<{ traceId: string }>>(asked, "traces?limit=1000");
  const traces = await Promise.all(
    items.map(({ traceId }) => query<{ spans: readonly Span[] }>(asked, `traces/${traceId}`)),
  );
  const calls = traces
    .flatMap(({ spans }) => spans)
    .filter(({ kind, countsTowardTotals }) => countsTowardTotals && (kind === "llm" || kind === "embedding"));
  const answered = calls.filter(({ model }) => !model?.startsWith("slow-"));
  const models = calls.map(({ model }) => undated(model ?? "")).sort();
  return {
    calls: models,
    ...sumOf(
      run,
      answered.map(({ tokens }) => tokens),
    ),
  };
}

/** Some libraries know only the model that answered. */
const undated = (model: string) => model.replace("gpt-4o-mini-2024-07-18", "gpt-4o-mini");

function sumOf({ tells }: Live, all: readonly (Partial<Record<keyof Usage, number | null>> | null)[]) {
  return Object.fromEntries(tells.map((part) => [part, all.reduce((sum, usage) => sum + (usage?.[part] ?? 0), 0)]));
}
