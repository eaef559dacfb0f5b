import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { PathPart } from "./draw-bars.ts";
import type { Layout } from "./layout.ts";
import { partsByItem, partsOf } from "./path-parts.ts";
import { timingQuery } from "./trace-queries.ts";
import type { Folds } from "./visible.ts";

interface Asked {
  readonly project: string;
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

/** The critical path, as far as it is asked for. */
export function usePath({ project, layout, ids, folds, isOn }: Asked): Path {
  const timing = useQuery({ ...timingQuery(project, layout.traceId, layout.running > 0), enabled: isOn });
  const segments = isOn ? timing.data?.criticalPath.segments : undefined;
  const parts = useMemo(() => (segments && ids ? partsOf(segments, layout, ids) : null), [segments, layout, ids]);
  const path = useMemo(() => (parts === null ? null : partsByItem(layout, folds, parts)), [parts, layout, folds]);
  return { path, isAwaited: isOn && path === null && !timing.isError };
}
