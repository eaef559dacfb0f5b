import { formatMoney, plural } from "../../../receiver/src/format.ts";
import type { RuleCount, Severity } from "../../../receiver/src/model/finding.ts";
import { ruleWords } from "../parts/rule-words.ts";
import { paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";

export interface Attention {
  readonly severity: Severity;
  readonly title: string;
  /** How much of it. */
  readonly extent: string;
  /** What shows all of it. */
  readonly path: string;
  /** Within its severity the largest is the worst. */
  readonly weight: number;
}

interface ErrorShape {
  readonly name: string;
  readonly detail: string | null;
  readonly calls: number;
  readonly sessions: number;
}

interface UnknownPrice {
  readonly name: string;
  readonly calls: number;
  readonly tokens: { readonly total: number } | null;
}

/** A stretch of time in which much more was spent than around it. */
export interface Spike {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  readonly words: string;
  readonly cost: number;
  /** How many times as much as usual. */
  readonly times: number;
}

interface Seen {
  readonly project: string;
  readonly time: TimeSearch;
  readonly rules: readonly RuleCount[];
  readonly errors: readonly ErrorShape[];
  readonly models: readonly UnknownPrice[];
  readonly spikes: readonly Spike[];
}

/** All that needs a look, the worst first. */
export function attentionOf({ project, time, rules, errors, models, spikes }: Seen): readonly Attention[] {
  const all = [
    ...rules.map((rule) => ofRule(project, time, rule)),
    ...errors.map((shape) => ofError(project, time, shape)),
    ...spikes.map((spike) => ofSpike(project, spike)),
    ...ofModels(project, time, models),
  ];
  const rank: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };
  return all.sort((a, b) => rank[a.severity] - rank[b.severity] || b.weight - a.weight);
}

function ofRule(project: string, time: TimeSearch, { rule, bySeverity, findings, traces }: RuleCount): Attention {
  const severity = bySeverity.error > 0 ? "error" : bySeverity.warning > 0 ? "warning" : "info";
  const path = paths.findings(project, { ...time, rule });
  return { severity, title: ruleWords[rule], extent: `in ${plural(traces, "trace")}`, path, weight: findings };
}

function ofError(project: string, time: TimeSearch, { name, detail, calls, sessions }: ErrorShape): Attention {
  const title = detail || name || "A failure that says nothing";
  const extent = `${plural(calls, "time")}${sessions > 0 ? ` in ${plural(sessions, "session")}` : ""}`;
  const path = paths.entity(project, "errors", name, { ...time, says: detail ?? undefined });
  return { severity: "error", title, extent, path, weight: calls };
}

function ofSpike(project: string, { from, to, words, cost, times }: Spike): Attention {
  const around = { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  return {
    severity: "warning",
    title: `Costs rose from ${words}`,
    extent: `${formatMoney(String(cost))}, ${Math.round(times)}× the usual`,
    path: paths.cost(project, around),
    weight: cost * 1000,
  };
}

function ofModels(project: string, time: TimeSearch, models: readonly UnknownPrice[]): readonly Attention[] {
  const priceless = models.filter(({ tokens }) => tokens !== null);
  if (priceless.length === 0) return [];
  const calls = priceless.reduce((sum, model) => sum + model.calls, 0);
  const names = priceless.slice(0, 2).map(({ name }) => name);
  const more = priceless.length - names.length;
  const path = paths.entities(project, "models", { ...time, priced: "unknown" });
  const title = `No price known for ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return [{ severity: "warning", title, extent: plural(calls, "call"), path, weight: calls }];
}
