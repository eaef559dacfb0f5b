import type { ReactNode } from "react";
import { Link } from "../parts/link.tsx";
import { paths } from "../paths.ts";
import type { TraceSearch, TraceView } from "../search.ts";

interface ViewTabsProps {
  readonly project: string;
  readonly traceId: string;
  readonly search: TraceSearch;
  /** What stands beside a name, where something is counted. */
  readonly counts: Readonly<Partial<Record<TraceView, string>>>;
}

const names: readonly (readonly [view: TraceView | undefined, name: string])[] = [
  [undefined, "Waterfall"],
  ["tree", "Tree"],
  ["messages", "Messages"],
  ["findings", "Findings"],
  ["timing", "Timing"],
  ["logs", "Logs"],
  ["metrics", "Metrics"],
];

/** The ways to look at one trace; what is selected stays. */
export function ViewTabs({ project, traceId, search, counts }: ViewTabsProps) {
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 gap-5 overflow-x-auto border-line border-b px-4 pt-2 [scrollbar-width:none]"
    >
      {names.map(([view, name]) => (
        <Link
          key={name}
          to={paths.trace(project, traceId, { ...search, view })}
          replace
          aria-current={view === search.view ? "page" : undefined}
          className="-mb-px shrink-0 border-transparent border-b-2 pb-1.5 text-quiet hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {name} <Count>{view && counts[view]}</Count>
        </Link>
      ))}
    </nav>
  );
}

function Count({ children }: { children: ReactNode }) {
  return <span className="font-normal text-quiet text-table tabular-nums">{children}</span>;
}
