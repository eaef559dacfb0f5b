import type { ProjectClient } from "../client/client.ts";
import type { Answer } from "../client/routes.ts";
import type { Span } from "../model/span.ts";
import { readSkeleton, type Skeleton, spanIdAt } from "../skeleton/read-skeleton.ts";
import { flag } from "../skeleton/wire.ts";
import { StartProblem } from "../start-problem.ts";

export async function readTree(project: ProjectClient, traceId: string): Promise<Skeleton> {
  const answer = await project.open("traces/:traceId/skeleton", { traceId });
  return readSkeleton(await answer.bytes());
}

/** The id of the span that begins so. */
export function spanIdFrom(tree: Skeleton, told: string): string {
  const digits = told.toLowerCase();
  const ids = Array.from({ length: tree.rows }, (_, row) => (tree.ids === null ? "" : spanIdAt(tree.ids, row)));
  const found = ids.filter((id) => digits !== "" && id.startsWith(digits));
  const [only, ...others] = found;
  if (only === undefined) throw new StartProblem(`Not found: no span of this trace begins with "${told}".`);
  if (others.length === 0) return only;
  throw new StartProblem(`Several spans begin with "${told}": ${found.slice(0, 10).join(", ")}`);
}

const mostFailed = 20;
const pageSize = 200;
const mostWithContent = 1000;

/** What the first failed steps among these say of it. */
export async function readFailed(project: ProjectClient, tree: Skeleton, rows: readonly number[]): Promise<Span[]> {
  const failed = rows.filter((row) => ((tree.flags[row] ?? 0) & flag.status) === 1 && tree.ids !== null);
  const ids = failed.slice(0, mostFailed).map((row) => spanIdAt(tree.ids ?? new Uint8Array(), row));
  const { traceId } = tree;
  const asked = ids
    .filter((id) => id !== "")
    .map((spanId) => project.get("spans/:traceId/:spanId", { traceId, spanId }));
  return Promise.all(asked);
}

/** The first spans by start, with what was said in them. */
export async function readContents(project: ProjectClient, traceId: string): Promise<Span[]> {
  const spans: Span[] = [];
  let cursor: string | null = null;
  do {
    const page: Answer<"traces/:traceId"> = await project.get("traces/:traceId", { traceId, limit: pageSize, cursor });
    spans.push(...page.spans);
    cursor = page.nextCursor;
  } while (cursor !== null && spans.length < mostWithContent);
  return spans;
}
