import type { KeptFinding, RuleCount, RuleName, Severity } from "../../model/finding.ts";
import type { Store } from "../store.ts";
import { after } from "./conditions.ts";
import { errorConditions } from "./error-conditions.ts";
import { type Filters, oneOf, type Range, within } from "./filters.ts";
import { type Cursor, decodeCursor, encodeCursor, hexId, nanos, type Page, type PageQuery, pageOf } from "./page.ts";
import { Parameters } from "./parameters.ts";

/** Which kept findings are asked for: those of traces that start in the range. */
export interface FindingFilters
  extends Pick<Filters, "project" | "range" | "session" | "user" | "agent" | "service" | "errorType" | "errorShape"> {
  readonly rule?: readonly string[];
  readonly severity?: readonly string[];
}

const columns = `
  lower(hex(trace_id)) AS trace, start, rule, place, toString(severity) AS weight, title,
  arrayMap(s -> lower(hex(s)), span_ids) AS spans, facts, session_id, user_id, agent_name, service`;

interface FindingRow {
  readonly trace: string;
  readonly start: string;
  readonly rule: RuleName;
  readonly place: number;
  readonly weight: Severity;
  readonly title: string;
  readonly spans: readonly string[];
  readonly facts: string;
  readonly session_id: string;
  readonly user_id: string;
  readonly agent_name: string;
  readonly service: string;
}

const patterns = [nanos, hexId(16), /^[a-z-]{1,40}$/, /^\d{1,3}$/];

/** What went wrong in traces that were looked through, those of the newest trace first. */
export async function findFindings(store: Store, filters: FindingFilters, page: PageQuery): Promise<Page<KeptFinding>> {
  const { order = "desc", limit } = page;
  const cursor = page.cursor === undefined ? undefined : decodeCursor(page.cursor, "findings", order, patterns);
  const range = cursor?.range ?? filters.range;
  const add = new Parameters();
  const conditions = [...conditionsOf({ ...filters, range }, add), ...(cursor ? behind(cursor, add) : [])];
  const text = `
    SELECT ${columns} FROM findings FINAL
    WHERE ${conditions.join(" AND ")}
    ORDER BY start ${order}, trace_id ${order}, rule, place
    LIMIT ${add.add("UInt32", limit + 1)}`;
  const rows = await store.query<FindingRow>({ text, params: add.values });
  return pageOf(rows, limit, toFinding, (row) => cursorAfter(row, order, range));
}

function conditionsOf(filters: FindingFilters, add: Parameters): string[] {
  return [
    ...within(filters.project, "start", filters.range, add),
    ...oneOf("session_id", filters.session, add),
    ...oneOf("user_id", filters.user, add),
    ...oneOf("agent_name", filters.agent, add),
    ...oneOf("service", filters.service, add),
    ...failureConditions(filters, add),
    ...oneOf("rule", filters.rule, add),
    ...oneOf("toString(severity)", filters.severity, add),
  ];
}

/** That the trace holds such a failure, whatever was found. */
function failureConditions({ range, ...filters }: FindingFilters, add: Parameters): readonly string[] {
  return errorConditions({ ...filters, range: { from: range.from, to: after(range.to) } }, "trace_id", add);
}

/** The findings of a trace come in the order of rules, whichever way the traces come. */
function behind({ order, place: [start = "", trace = "", rule = "", place = ""] }: Cursor, add: Parameters): string[] {
  const beyond = order === "desc" ? "<" : ">";
  const [from, id, name] = [add.nanos(BigInt(start)), add.id(trace), add.string(rule)];
  const inTrace = `(rule > ${name} OR (rule = ${name} AND place > ${add.add("UInt32", Number(place))}))`;
  const inTime = `start = ${from} AND (trace_id ${beyond} ${id} OR (trace_id = ${id} AND ${inTrace}))`;
  return [`start ${beyond}= ${from}`, `(start ${beyond} ${from} OR (${inTime}))`];
}

const cursorAfter = ({ start, trace, rule, place }: FindingRow, order: "asc" | "desc", range: Range) =>
  encodeCursor({ sort: "findings", order, range, place: [start, trace, rule, String(place)] });

const toFinding = (row: FindingRow): KeptFinding => ({
  rule: row.rule,
  severity: row.weight,
  title: row.title,
  traceId: row.trace,
  spanIds: row.spans,
  facts: JSON.parse(row.facts) as KeptFinding["facts"],
  startTime: row.start,
  sessionId: row.session_id || null,
  userId: row.user_id || null,
  agentName: row.agent_name || null,
  service: row.service || null,
});

interface CountRow {
  readonly rule: RuleName;
  readonly found: string;
  readonly trace_count: string;
  readonly infos: string;
  readonly warnings: string;
  readonly errors: string;
  readonly latest: string;
  readonly last_trace: string;
}

/** How often each rule found something, the most often first. */
export async function countFindings(store: Store, filters: FindingFilters): Promise<readonly RuleCount[]> {
  const add = new Parameters();
  const text = `
    SELECT rule, count() AS found, uniqExact(trace_id) AS trace_count, countIf(severity = 'info') AS infos,
      countIf(severity = 'warning') AS warnings, countIf(severity = 'error') AS errors, max(start) AS latest,
      lower(hex(argMax(trace_id, start))) AS last_trace
    FROM findings FINAL
    WHERE ${conditionsOf(filters, add).join(" AND ")}
    GROUP BY rule
    ORDER BY found DESC, rule`;
  const rows = await store.query<CountRow>({ text, params: add.values });
  return rows.map((row) => ({
    rule: row.rule,
    findings: Number(row.found),
    traces: Number(row.trace_count),
    bySeverity: { info: Number(row.infos), warning: Number(row.warnings), error: Number(row.errors) },
    lastTime: row.latest,
    lastTraceId: row.last_trace,
  }));
}
