import type { ReactNode } from "react";
import type { TimeSearch } from "../search.ts";
import { LiveMark } from "./live-mark.tsx";
import { ProjectPick } from "./project-pick.tsx";
import { RangePick } from "./range-pick.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { useIsRoomy } from "./wide.ts";

interface TopBarProps {
  readonly project: string;
  /** Of pages that show a time; the others have none to choose. */
  readonly time: TimeSearch | undefined;
  /** Where things are searched and jumped to. */
  readonly jump: ReactNode;
}

export function TopBar({ project, time, jump }: TopBarProps) {
  const isRoomy = useIsRoomy();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b bg-raised px-3">
      <ProjectPick project={project} />
      {jump}
      <span className="ml-auto flex shrink-0 items-center gap-2">
        {time && <RangePick time={time} />}
        {time && <LiveMark time={time} />}
        {isRoomy && <ThemeToggle />}
      </span>
    </header>
  );
}
