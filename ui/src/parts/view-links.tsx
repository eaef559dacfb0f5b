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
  return (
    <nav
      aria-label="Views"
      className="flex shrink-0 gap-5 overflow-x-auto border-line border-b px-4 pt-2 [scrollbar-width:none]"
    >
      {views.map(([view, name]) => (
        <Link
          key={view}
          to={pathOf(view)}
          replace
          aria-current={view === chosen ? "page" : undefined}
          className="-mb-px shrink-0 border-transparent border-b-2 pb-1.5 text-quiet hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {name} <span className="font-normal text-quiet text-table tabular-nums">{counts[view]}</span>
        </Link>
      ))}
    </nav>
  );
}
