import { queryOptions } from "@tanstack/react-query";
import type { Answer } from "../../../receiver/src/client/routes.ts";
import { client } from "../api/client.ts";

export type Comparison = Answer<"compare">;
export type TracePair = Comparison["traces"][number];
export type StepPair = TracePair["steps"][number];
export type Change = StepPair["changes"][number];
export type Edits = Extract<Change, { readonly field: "system" | "error" }>["edits"];
export type SideTold = Comparison["left"];

/** How often two are compared again while one of them runs, in milliseconds: it reads all that was said. */
const compareEvery = 15_000;

export function compareQuery(project: string, left: string, right: string) {
  return queryOptions({
    queryKey: [project, "compare", left, right],
    queryFn: ({ signal }) => client.project(project).get("compare", { left, right }, signal),
    staleTime: 60_000,
    refetchInterval: (query) =>
      [query.state.data?.left, query.state.data?.right].some((side) => summaryOf(side)?.status === "running")
        ? compareEvery
        : false,
  });
}

/** What is told of a side as a whole. */
export const summaryOf = (side: SideTold | undefined) => side?.session ?? side?.trace ?? null;
