import { queryOptions } from "@tanstack/react-query";
import { client } from "../api/client.ts";

/** What bears an id, or begins with the digits of one, whenever it was. */
export function foundQuery(project: string, typed: string) {
  const id = typed.trim();
  const isDigits = /^[0-9a-f]{4,31}$/i.test(id);
  return queryOptions({
    queryKey: [project, "by id", id],
    queryFn: async ({ signal }) => {
      const asked = client.project(project);
      const [sessions, traces] = await Promise.all([
        asked.get("sessions", { from: "0", session: id, limit: 1 }, signal),
        isDigits ? asked.get("traces", { from: "0", q: id, limit: 5 }, signal) : undefined,
      ]);
      const begun = traces?.items.filter(({ traceId }) => traceId.startsWith(id.toLowerCase())) ?? [];
      return { session: sessions.items[0], traces: begun };
    },
    enabled: id.length >= 3 && !/\s/.test(id) && !/^[0-9a-f]{32}$/i.test(id),
    staleTime: 30_000,
  });
}

const aWeek = 604_800_000;

/** The agents, tools, models and users of the last week. */
export function namesQuery(project: string) {
  return queryOptions({
    queryKey: [project, "names"],
    queryFn: ({ signal }) => {
      const from = new Date(Date.now() - aWeek).toISOString();
      return client.project(project).get("facets", { of: "sessions", from }, signal);
    },
    staleTime: 300_000,
  });
}
