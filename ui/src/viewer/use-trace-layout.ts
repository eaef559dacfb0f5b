import { useQuery, useQueryClient } from "@tanstack/react-query";
import { layoutQuery, spanIdsQuery } from "./trace-queries.ts";

/** A trace laid out, and the ids of its rows as soon as they are there. */
export function useTraceLayout(project: string, traceId: string) {
  const asked = useQuery(layoutQuery(project, traceId));
  const layout = asked.data?.layout;
  const apart = useQuery({
    ...spanIdsQuery(project, traceId, layout?.version),
    enabled: layout !== undefined && layout.ids === null,
  });
  const isSame = apart.data !== undefined && apart.data.version === layout?.version;
  const ids = layout?.ids ?? (isSame ? apart.data.ids : null);
  const cache = useQueryClient();
  /** The ids, when they are not there yet. */
  const awaitIds = async () => ids ?? (await cache.fetchQuery(spanIdsQuery(project, traceId, layout?.version))).ids;
  return { asked, layout, ids, awaitIds };
}
