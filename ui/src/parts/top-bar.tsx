import type { TimeSearch } from "../search.ts";
import { JumpField } from "./jump-field.tsx";
import { LiveMark } from "./live-mark.tsx";
import { ProjectPick } from "./project-pick.tsx";
import { RangePick } from "./range-pick.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";
import { useIsRoomy } from "./wide.ts";

interface TopBarProps {
  readonly project: string;
  /** Of pages that show a time; the others have none to choose. */
  readonly time: TimeSearch | undefined;
}

export function TopBar({ project, time }: TopBarProps) {
  const isRoomy = useIsRoomy();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-line border-b bg-raised px-3">
      <ProjectPick project={project} />
      <JumpField project={project} />
      <span className="ml-auto flex shrink-0 items-center gap-2">
        {time && <RangePick time={time} />}
        {time && <LiveMark time={time} />}
        {isRoomy && <ThemeToggle />}
      </span>
    </header>
  );
}
