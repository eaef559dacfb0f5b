import { Link } from "../parts/link.tsx";
import { paths } from "../paths.ts";
import type { SessionSearch } from "../session-search.ts";

interface ShapeLinksProps {
  readonly project: string;
  readonly sessionId: string;
  readonly search: SessionSearch;
  /** How it is shown when it is no waterfall. */
  readonly plain: string;
}

/** The same in words or numbers, and as bars in time. */
export function ShapeLinks({ project, sessionId, search, plain }: ShapeLinksProps) {
  const { as, ...others } = search;
  const shapes = [
    [plain, others, as !== "waterfall"],
    ["Waterfall", { ...others, as: "waterfall" }, as === "waterfall"],
  ] as const;
  return (
    <nav aria-label="Shown as" className="flex h-9 shrink-0 items-center gap-1 border-line border-b px-4 text-table">
      {shapes.map(([name, to, isOn]) => (
        <Link
          key={name}
          to={paths.session(project, sessionId, to)}
          replace
          aria-current={isOn ? "page" : undefined}
          className="rounded-box px-2 py-0.5 text-quiet hover:bg-hover hover:text-ink aria-[current]:bg-picked aria-[current]:font-semibold aria-[current]:text-ink"
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
