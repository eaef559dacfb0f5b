import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Answer } from "../../../receiver/src/client/routes.ts";
import type { PathPart } from "./draw-bars.ts";
import type { Layout } from "./layout.ts";
import { partsByItem, partsOf } from "./path-parts.ts";
import { timingQuery } from "./trace-queries.ts";
import type { Folds } from "./visible.ts";

/** One of those that are laid out. */
export interface ShownTrace {
  readonly traceId: string;
  readonly isRunning: boolean;
}

interface Asked {
  readonly project: string;
  readonly traces: readonly ShownTrace[];
  readonly layout: Layout;
  readonly ids: Uint8Array | null;
  readonly folds: Folds;
  readonly isOn: boolean;
}

interface Path {
  /** By lines; null while it is not shown or not known. */
  readonly path: ReadonlyMap<number, readonly PathPart[]> | null;
  readonly isAwaited: boolean;
}

/** The critical path of each trace, as far as it is asked for. */
export function usePath({ project, traces, layout, ids, folds, isOn }: Asked): Path {
  const { paths, isPending } = useQueries({
    queries: isOn ? traces.map(({ traceId, isRunning }) => timingQuery(project, traceId, isRunning)) : [],
    combine: told,
  });
  const parts = useMemo(() => {
    if (paths.length === 0 || ids === null) return null;
    return partsOf(
      paths.flatMap(({ segments }) => segments),
      layout,
      ids,
    );
  }, [paths, layout, ids]);
  const path = useMemo(() => (parts === null ? null : partsByItem(layout, folds, parts)), [parts, layout, folds]);
  return { path, isAwaited: isPending || (isOn && ids === null) };
}

interface Asking {
  readonly data: Answer<"traces/:traceId/timing"> | undefined;
  readonly isPending: boolean;
}

const told = (all: readonly Asking[]) => ({
  paths: all.flatMap(({ data }) => data?.criticalPath ?? []),
  isPending: all.some((one) => one.isPending),
});
