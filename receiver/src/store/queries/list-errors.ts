import type { Store } from "../store.ts";
import { messageOfError, typeOfError } from "./error-conditions.ts";
import { failedSpans } from "./failed-spans.ts";
import type { Filters } from "./filters.ts";
import { type Grouping, type GroupRow, groupedPage } from "./grouped-page.ts";
import { type Entity, toEntity } from "./list-entities.ts";
import { shapeOf } from "./message-shape.ts";
import type { Page, PageQuery } from "./page.ts";

/** Failures of one type that say the same but for its particulars; `detail` is what they say without them. */
export interface ErrorShape extends Entity {
  /** The last message, as it was. */
  readonly sample: string | null;
  /** How many met it. */
  readonly sessions: number;
  readonly users: number;
  readonly agents: number;
  readonly tools: number;
}

const many = (column: string, name: string) => `uniqExactIf(${column}, ${column} != '') AS ${name}`;

const grouping: Grouping = {
  spans: failedSpans,
  name: typeOfError,
  detail: (add) => shapeOf(messageOfError, add),
  call: "1",
  where: "failed",
  columns: [
    `argMax(substringUTF8(${messageOfError}, 1, 1000), start) AS sample`,
    many("trace_session", "session_count"),
    many("user_id", "user_count"),
    many("agent_name", "agent_count"),
    many("tool_name", "tool_count"),
  ],
  sorts: new Map([
    ["sessions", "toInt64(session_count)"],
    ["users", "toInt64(user_count)"],
    ["agents", "toInt64(agent_count)"],
    ["tools", "toInt64(tool_count)"],
  ]),
};

interface ErrorRow extends GroupRow {
  readonly sample: string;
  readonly session_count: string;
  readonly user_count: string;
  readonly agent_count: string;
  readonly tool_count: string;
}

/** The failures in the range, those of one shape in one row; the most frequent first. */
export async function listErrors(store: Store, filters: Filters, page: PageQuery): Promise<Page<ErrorShape>> {
  return groupedPage(store, grouping, { filters, page }, toErrorShape);
}

const toErrorShape = (row: ErrorRow): ErrorShape => ({
  ...toEntity(row),
  sample: row.sample || null,
  sessions: Number(row.session_count),
  users: Number(row.user_count),
  agents: Number(row.agent_count),
  tools: Number(row.tool_count),
});
