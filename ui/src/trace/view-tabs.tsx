import { ViewLinks } from "../parts/view-links.tsx";
import { paths } from "../paths.ts";
import type { TraceSearch, TraceView } from "../search.ts";

interface ViewTabsProps {
  readonly project: string;
  readonly traceId: string;
  readonly search: TraceSearch;
  /** What stands beside a name, where something is counted. */
  readonly counts: Readonly<Partial<Record<TraceView, string>>>;
}

/** The waterfall is what an address shows that names no view. */
const views: readonly (readonly [view: TraceView | "waterfall", name: string])[] = [
  ["waterfall", "Waterfall"],
  ["tree", "Tree"],
  ["messages", "Messages"],
  ["findings", "Findings"],
  ["timing", "Timing"],
  ["logs", "Logs"],
  ["metrics", "Metrics"],
];

/** The ways to look at one trace; what is selected stays. */
export function ViewTabs({ project, traceId, search, counts }: ViewTabsProps) {
  const pathOf = (view: TraceView | "waterfall") =>
    paths.trace(project, traceId, { ...search, view: view === "waterfall" ? undefined : view });
  return <ViewLinks views={views} chosen={search.view ?? "waterfall"} pathOf={pathOf} counts={counts} />;
}
