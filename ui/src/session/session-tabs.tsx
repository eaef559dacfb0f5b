import { ViewLinks } from "../parts/view-links.tsx";
import { paths } from "../paths.ts";
import type { SessionSearch, SessionView } from "../session-search.ts";

interface SessionTabsProps {
  readonly project: string;
  readonly sessionId: string;
  readonly search: SessionSearch;
  readonly view: SessionView;
  /** What stands beside a name, where something is counted. */
  readonly counts: Readonly<Partial<Record<SessionView, string>>>;
}

const names: readonly (readonly [view: SessionView, name: string])[] = [
  ["messages", "Messages"],
  ["timeline", "Timeline"],
  ["replay", "Replay"],
  ["tree", "Tree"],
  ["graph", "Graph"],
  ["cost", "Cost"],
  ["findings", "Findings"],
  ["errors", "Errors"],
  ["traces", "Traces"],
  ["metadata", "Metadata"],
  ["raw", "Raw"],
];

/** The ways to look at one session; what is selected stays, and so does the moment. */
export function SessionTabs({ project, sessionId, search, view, counts }: SessionTabsProps) {
  const { find: _, ...others } = search;
  const pathOf = (one: SessionView) => paths.session(project, sessionId, { ...others, view: one });
  return <ViewLinks views={names} chosen={view} pathOf={pathOf} counts={counts} />;
}
