import { useEffect, useRef } from "react";
import { Link } from "./link.tsx";

interface ViewLinksProps<View extends string> {
  readonly views: readonly (readonly [view: View, name: string])[];
  readonly chosen: View;
  readonly pathOf: (view: View) => string;
  /** What stands beside a name, where something is counted. */
  readonly counts: Readonly<Partial<Record<View, string>>>;
}

/** The ways to look at one thing. */
export function ViewLinks<View extends string>({ views, chosen, pathOf, counts }: ViewLinksProps<View>) {
  const links = useRef<HTMLElement>(null);
  useEffect(() => {
    // Where there is no room for all of them, the one that is shown is among those that are seen.
    const link = links.current?.querySelector(`[data-view="${chosen}"]`);
    link?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [chosen]);
  return (
    <nav
      ref={links}
      aria-label="Views"
      className="flex shrink-0 gap-5 overflow-x-auto border-line border-b px-4 pt-2 [scrollbar-width:none]"
    >
      {views.map(([view, name]) => (
        <Link
          key={view}
          to={pathOf(view)}
          replace
          data-view={view}
          aria-current={view === chosen ? "page" : undefined}
          className="-mb-px shrink-0 border-transparent border-b-2 pb-1.5 text-quiet hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {name} <span className="font-normal text-quiet text-table tabular-nums">{counts[view]}</span>
        </Link>
      ))}
    </nav>
  );
}
