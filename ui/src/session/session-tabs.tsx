import { Link } from "../parts/link.tsx";
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
  ["traces", "Traces"],
  ["findings", "Findings"],
  ["errors", "Errors"],
  ["cost", "Cost"],
  ["metadata", "Metadata"],
];

/** The ways to look at one session; what is selected stays, and so does the moment. */
export function SessionTabs({ project, sessionId, search, view, counts }: SessionTabsProps) {
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 gap-5 overflow-x-auto border-line border-b px-4 pt-2 [scrollbar-width:none]"
    >
      {names.map(([one, name]) => (
        <Link
          key={one}
          to={paths.session(project, sessionId, { ...search, view: one })}
          replace
          aria-current={one === view ? "page" : undefined}
          className="-mb-px shrink-0 border-transparent border-b-2 pb-1.5 text-quiet hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {name} <span className="font-normal text-quiet text-table tabular-nums">{counts[one]}</span>
        </Link>
      ))}
    </nav>
  );
}
