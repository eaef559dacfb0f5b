import type { ProjectClient } from "../client/client.ts";
import type { Answer } from "../client/routes.ts";
import { formatCost, formatCount, formatDuration } from "../format.ts";
import { dollars } from "../model/cost.ts";
import { statuses } from "../model/span.ts";
import { readSkeleton, type Skeleton, spanIdAt } from "../skeleton/read-skeleton.ts";
import { costIsKnown, flag } from "../skeleton/wire.ts";
import { present, shortened } from "./tool.ts";

export type WholeSpan = Answer<"spans/:traceId/:spanId">;

export async function readTree(project: ProjectClient, traceId: string, signal: AbortSignal): Promise<Skeleton> {
  const answer = await project.open("traces/:traceId/skeleton", { traceId }, { signal });
  return readSkeleton(new Uint8Array(await answer.arrayBuffer()));
}

export const idOf = (tree: Skeleton, row: number): string => (tree.ids === null ? "" : spanIdAt(tree.ids, row));
export const statusOf = (tree: Skeleton, row: number) => statuses[(tree.flags[row] ?? 0) & flag.status];
export const parentOf = (tree: Skeleton, row: number): number => tree.parent[row] ?? -1;

/** A step of the tree without what was said in it. */
export interface Step {
  readonly spanId: string;
  readonly depth: number;
  readonly kind: string;
  readonly name: string;
  readonly status: string;
  readonly durationNanos: number | null;
  readonly tokens: number | null;
  readonly cost: string | null;
  /** The agent, model or tool, where the name does not say it. */
  readonly of: string | null;
}

export function stepAt(tree: Skeleton, row: number): Step {
  const flags = tree.flags[row] ?? 0;
  const { name = "", kind = "span", agent = "", model = "", tool = "" } = tree.shapes[tree.shape[row] ?? -1] ?? {};
  const own = kind === "agent" ? agent : kind === "tool" ? tool : model;
  return {
    spanId: idOf(tree, row),
    depth: tree.depth[row] ?? 0,
    kind,
    name: shortened(name, 200),
    status: statusOf(tree, row) ?? "ok",
    durationNanos: flags & flag.ended ? (tree.duration[row] ?? 0) : null,
    tokens: flags & flag.hasTokens ? (tree.input[row] ?? 0) + (tree.output[row] ?? 0) : null,
    cost: costIsKnown(flags) ? dollars(tree.cost[row] ?? 0n) : null,
    of: own === "" || name.includes(own) ? null : shortened(own, 200),
  };
}

export const stepFacts = (step: Step): Record<string, unknown> => present({ ...step });

/** `- llm chat gpt-5 [3f2a90c1b2c3d4e5] 1.2 s, 340 tokens, $0.012, FAILED` */
export function stepLine(step: Step): string {
  const { depth, kind, name, of, spanId, status, durationNanos, tokens, cost } = step;
  const facts = [
    durationNanos === null ? null : formatDuration(durationNanos),
    tokens === null ? null : `${formatCount(tokens)} tokens`,
    cost === null ? null : formatCost({ total: cost, source: "computed" }),
    status === "error" ? "FAILED" : status === "running" ? "still running" : null,
  ];
  const said = [`${kind}: ${name}`, of === null ? "" : ` (${of})`, spanId === "" ? "" : ` [${spanId}]`].join("");
  return `${indentOf(depth)}- ${said} ${facts.filter((fact) => fact !== null).join(", ")}`.trimEnd();
}

/** Far down, steps no longer stand further in. */
export const indentOf = (depth: number): string => "  ".repeat(Math.min(depth, 20));
