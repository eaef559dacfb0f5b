import type { Told } from "./told-by-metrics.ts";

/** What a sort of tokens is. An input that is `apart` from the cache, or an output from the reasoning, has to be added. */
type Part = "input" | "output" | "cached" | "cacheWrite" | "reasoning";

interface Meaning {
  readonly metric: string;
  readonly parts: ReadonlyMap<string, Part>;
  /** Whether the cache comes on top of the input. */
  readonly cacheApart?: boolean;
  /** Whether the reasoning comes on top of the output. */
  readonly reasoningApart?: boolean;
}

const part = (part: Part, ...sorts: readonly string[]): [string, Part][] => sorts.map((sort) => [sort, part]);

/** The first that is told of a service and model holds: a program's own metric goes before the one of OTel. */
const meanings: readonly Meaning[] = [
  {
    metric: "claude_code.token.usage",
    parts: new Map([
      ...part("input", "input"),
      ...part("output", "output"),
      ...part("cached", "cacheRead"),
      ...part("cacheWrite", "cacheCreation"),
    ]),
    cacheApart: true,
  },
  {
    metric: "gemini_cli.token.usage",
    parts: new Map([
      ...part("input", "input", "tool"),
      ...part("output", "output"),
      ...part("cached", "cache"),
      ...part("reasoning", "thought"),
    ]),
    reasoningApart: true,
  },
  {
    metric: "codex.turn.token_usage",
    parts: new Map([
      ...part("input", "input"),
      ...part("output", "output"),
      ...part("cached", "cached_input"),
      ...part("cacheWrite", "cache_write_input"),
      ...part("reasoning", "reasoning_output"),
    ]),
  },
  {
    metric: "gen_ai.client.token.usage",
    parts: new Map([
      ...part("input", "input", "prompt"),
      ...part("output", "output", "completion"),
      ...part("cached", "cacheRead", "cache_read", "cached", "input_cached"),
      ...part("cacheWrite", "cacheCreation", "cache_creation", "cacheWrite", "cache_write"),
      ...part("reasoning", "reasoning", "thought"),
    ]),
  },
];

const costs: readonly string[] = ["claude_code.cost.usage", "operation.cost", "gen_ai.usage.cost"];

/** Every metric that tells of tokens or cost. */
export const usageMetrics: readonly string[] = [...meanings.map(({ metric }) => metric), ...costs];

export interface ToldUsage {
  readonly tokens: { readonly [Name in Part]: number } | null;
  /** US dollars. */
  readonly cost: number | null;
  /** The metrics that this is from. */
  readonly from: readonly string[];
  /** What was done to have tokens mean what they do everywhere. */
  readonly rule: string | null;
}

/** What the metrics of one service and model tell together. Sorts nobody knows, such as totals, are left out. */
export function meaningOf(told: readonly Told[]): ToldUsage {
  const meaning = meanings.find(({ metric, parts }) =>
    told.some((one) => one.metric === metric && parts.has(one.sort)),
  );
  const cost = costs.find((metric) => told.some((one) => one.metric === metric));
  const { tokens, rule } = meaning === undefined ? nothing : tokensOf(meaning, told);
  return {
    tokens,
    cost: cost === undefined ? null : sum(told.filter(({ metric }) => metric === cost)),
    from: [meaning?.metric, cost].filter((metric) => metric !== undefined),
    rule,
  };
}

const nothing = { tokens: null, rule: null };

function tokensOf({ metric, parts, cacheApart, reasoningApart }: Meaning, told: readonly Told[]) {
  const own = told.filter((one) => one.metric === metric);
  const of = (name: Part) => Math.round(sum(own.filter(({ sort }) => parts.get(sort) === name)));
  const [cached, cacheWrite, reasoning] = [of("cached"), of("cacheWrite"), of("reasoning")];
  const [input, output] = [of("input"), of("output")];
  const addCache = cached + cacheWrite > 0 && (cacheApart === true || cached + cacheWrite > input);
  const addReasoning = reasoning > 0 && (reasoningApart === true || reasoning > output);
  const rules = [addCache && "cache added to input", addReasoning && "reasoning added to output"].filter(Boolean);
  return {
    tokens: {
      input: addCache ? input + cached + cacheWrite : input,
      output: addReasoning ? output + reasoning : output,
      cached,
      cacheWrite,
      reasoning,
    },
    rule: rules.length === 0 ? null : rules.join("; "),
  };
}

const sum = (told: readonly Told[]) => told.reduce((total, { amount }) => total + amount, 0);
