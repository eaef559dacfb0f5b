import type { Facets, FacetValue } from "../../model/facets.ts";
import type { UsageOf } from "../../model/usage.ts";
import type { Store } from "../store.ts";
import { after, minute, modelOf, within } from "./conditions.ts";
import { failuresWithin, typeOfError } from "./error-conditions.ts";
import { type Filters, sessionConditions, traceConditions } from "./filters.ts";
import { Parameters } from "./parameters.ts";
import { findOrigins } from "./read-origins.ts";
import { withSessions } from "./session-conditions.ts";
import { shownSpans, wentOf } from "./shown-spans.ts";

/** So many values are told of each filter. */
const mostValues = 50;
/** So many of the newest are looked through. */
const mostCounted: Readonly<Record<UsageOf, number>> = { sessions: 10_000, traces: 20_000, spans: 100_000 };

/** How often each value of each filter occurs among the sessions, traces or spans asked for. */
export async function readFacets(
  store: Store,
  filters: Filters,
  of: UsageOf,
  most: number = mostCounted[of],
): Promise<Facets> {
  const attributes = await findOrigins(store, filters.project, filters.attributes);
  const all: Asked = { filters: { ...filters, ...(attributes && { attributes }) }, of, most };
  const { counted, from, found } = await reachOf(store, all);
  const asked = { ...all, filters: { ...all.filters, range: { from, to: filters.range.to } }, ...(found && { found }) };
  const questions = of === "spans" ? spanQuestions : summaryQuestions;
  const told = await Promise.all(questions.map((question) => valuesOf(store, asked, question)));
  const values = Map.groupBy(told.flat(), ({ facet }) => facet);
  const facets = Object.fromEntries([...values].map(([name, rows]) => [name, rows.map(toValue)]));
  return { of, counted: Math.min(counted, most), isCut: counted > most, facets };
}

interface Asked {
  readonly filters: Filters;
  readonly of: UsageOf;
  readonly most: number;
  /** Their ids, where they are few enough to be named instead of found again. */
  readonly found?: readonly string[];
}

/** Looking for these once more costs less than looking for what they are asked for. */
const fewEnough = 2000;

/** The ids of the newest of those asked for, or what else their rows say. */
function ids({ filters, of, most, found }: Asked, add: Parameters, columns = columnsOf[of], limit = most): string {
  if (found !== undefined) return named(of, found, add);
  const bounds = within(filters.project, "start", filters.range, add);
  const newest = `ORDER BY ${minute} DESC, start DESC LIMIT ${add.add("UInt32", limit)}`;
  if (of === "spans") {
    const { table, conditions } = shownSpans(filters);
    const all = [...bounds, ...conditions(filters, add)].join(" AND ");
    return `SELECT ${columns} FROM ${table} FINAL WHERE ${all} ${newest}`;
  }
  const conditions = of === "traces" ? traceConditions(filters, add) : sessionConditions(filters, add);
  return `SELECT ${columns} FROM ${of} FINAL WHERE ${[...bounds, ...conditions].join(" AND ")} ${newest}`;
}

function named(of: UsageOf, found: readonly string[], add: Parameters): string {
  const each = `arrayJoin(${add.strings(found)})`;
  return of === "sessions" ? `SELECT ${each}` : `SELECT toFixedString(unhex(${each}), 16)`;
}

const columnsOf: Readonly<Record<UsageOf, string>> = {
  sessions: "session_id",
  traces: "trace_id",
  spans: "trace_id, span_id",
};

interface Reach {
  readonly counted: number;
  readonly from: bigint;
  readonly found?: readonly string[];
}

/** How many there are, and how far back they lie: nothing before is looked through. */
async function reachOf(store: Store, asked: Asked): Promise<Reach> {
  const add = new Parameters();
  const { of } = asked;
  const told = of === "sessions" ? "session_id" : of === "traces" ? "lower(hex(trace_id))" : "''";
  const text = `
    SELECT count() AS found, min(start) AS low, groupArray(${fewEnough})(told) AS names
    FROM (${ids(asked, add, `start, ${told} AS told`, asked.most + 1)})`;
  const [row] = await store.query<ReachRow>({ text, params: add.values, lane: "heavy" });
  const counted = Number(row?.found ?? 0);
  const from = counted === 0 ? asked.filters.range.from : BigInt(row?.low ?? 0);
  return { counted, from, ...(of !== "spans" && counted <= fewEnough && { found: row?.names ?? [] }) };
}

interface ReachRow {
  readonly found: string;
  readonly low: string;
  readonly names: readonly string[];
}

/** Rows of `pairs` of a filter's name and a value, one for each of those asked for. */
type FacetQuestion = (asked: Asked, add: Parameters) => string;

interface ValueRow {
  readonly facet: string;
  readonly value: string;
  readonly found: string;
}

const toValue = ({ value, found }: ValueRow): FacetValue => ({ value, count: Number(found) });

async function valuesOf(store: Store, asked: Asked, question: FacetQuestion): Promise<ValueRow[]> {
  const add = new Parameters();
  const text = `
    SELECT pair.1 AS facet, pair.2 AS value, count() AS found
    FROM (SELECT arrayJoin(arrayDistinct(pairs)) AS pair FROM (${question(asked, add)}))
    WHERE value != ''
    GROUP BY facet, value
    ORDER BY facet, found DESC, value
    LIMIT ${mostValues} BY facet`;
  return store.query<ValueRow>({ text, params: add.values, lane: "heavy" });
}

function pairs(named: Readonly<Record<string, string>>): string {
  const each = Object.entries(named).map(([name, expression]) => `('${name}', toString(${expression}))`);
  return `[${each.join(", ")}]`;
}

const withTags = (of: string) => `arrayConcat(${of}, arrayMap(t -> ('tag', toString(t)), tags))`;
const told = { bot: "bot_name", botType: "bot_type", endReason: "end_reason" };
const ofSummary = { user: "user_id", platform: "platform", status: "status" };
const onSpan = {
  ...{ agent: "agent_name", model: modelOf, provider: "provider", tool: "tool_name" },
  ...{ kind: "kind", service: "service", environment: "environment", release: "release" },
};

/** What their own rows say. */
const bySummaries: FacetQuestion = (asked, add) => {
  const { filters, of } = asked;
  const bounds = within(filters.project, "start", filters.range, add).join(" AND ");
  const rows = `SELECT * FROM ${of} FINAL WHERE ${bounds} AND ${columnsOf[of]} IN (${ids(asked, add)})`;
  if (of === "sessions") return `SELECT ${withTags(pairs({ ...ofSummary, ...told }))} AS pairs FROM (${rows})`;
  const named = pairs({ ...ofSummary, ...told, session: "session_id" });
  const columns = "session_id, user_id, platform, status, tags";
  return `SELECT ${withTags(named)} AS pairs FROM (${withSessions(rows.replace("*", columns), "session_id", filters, add)})`;
};

/** What spans say, once for each summary that holds them. */
const byTheirSpans: FacetQuestion = (asked, add) =>
  onceForEach(asked, add, (wide, those) => {
    return `SELECT trace_id, ${pairs(onSpan)} AS said FROM spans FINAL WHERE ${wide} AND ${those}`;
  });

const ofFailure = pairs({ errorType: typeOfError });

/** How failures are called, once for each summary that holds them. */
const byTheirFailures: FacetQuestion = (asked, add) =>
  onceForEach(asked, add, (wide, those) => {
    return `SELECT trace_id, ${ofFailure} AS said FROM (${failuresWithin(wide)}) WHERE ${those}`;
  });

/** What is told within bounds of those traces alone, put together for each trace or session asked for. */
function onceForEach(asked: Asked, add: Parameters, told: (wide: string, those: string) => string): string {
  const { project, range } = asked.filters;
  const wide = within(project, "start", { from: range.from, to: after(range.to) }, add).join(" AND ");
  if (asked.of === "traces") {
    const those = `trace_id IN (${ids(asked, add)})`;
    return `SELECT groupUniqArrayArray(said) AS pairs FROM (${told(wide, those)}) GROUP BY trace_id`;
  }
  const traces = `SELECT trace_id, session_id FROM traces FINAL WHERE ${wide} AND session_id IN (${ids(asked, add)})`;
  return `
    SELECT groupUniqArrayArray(said) AS pairs
    FROM (${told(wide, `trace_id IN (SELECT trace_id FROM (${traces}))`)}) AS told
    INNER JOIN (${traces}) AS held USING (trace_id)
    GROUP BY session_id`;
}

const summaryQuestions = [bySummaries, byTheirSpans, byTheirFailures];

const byStoredSpans: FacetQuestion = (asked, add) => {
  const { filters } = asked;
  const bounds = within(filters.project, "start", filters.range, add).join(" AND ");
  const { kind, service, environment, release } = onSpan;
  const named = pairs({ kind, service, environment, release, status: wentOf(filters, add) });
  return `SELECT ${named} AS pairs FROM spans FINAL WHERE ${bounds} AND (trace_id, span_id) IN (${ids(asked, add)})`;
};

const byEntries: FacetQuestion = (asked, add) => {
  const { filters } = asked;
  const bounds = within(filters.project, "start", filters.range, add).join(" AND ");
  const { agent, model, provider, tool } = onSpan;
  const named = { agent, model, provider, tool, user: "user_id", platform: "platform", session: "trace_session" };
  const columns = "agent_name, model, response_model, provider, tool_name, user_id, platform, trace_session, tags";
  const rows = `SELECT ${columns} FROM ledger FINAL WHERE ${bounds} AND NOT hidden AND (trace_id, span_id) IN (${ids(asked, add)})`;
  const whole = withSessions(rows, "trace_session", filters, add);
  return `SELECT ${withTags(pairs({ ...named, ...told }))} AS pairs FROM (${whole})`;
};

const byFailures: FacetQuestion = (asked, add) => {
  const { project, range } = asked.filters;
  const failures = failuresWithin(within(project, "start", range, add).join(" AND "));
  return `SELECT ${ofFailure} AS pairs FROM (${failures}) WHERE (trace_id, span_id) IN (${ids(asked, add)})`;
};

const spanQuestions = [byStoredSpans, byEntries, byFailures];
