import { Activity, CircleHelp, type LucideIcon, MessagesSquare, Waypoints } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { paths } from "../paths.ts";
import { useKeys } from "./keys.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { Link, useGo } from "./link.tsx";
import { ThemeToggle } from "./theme-toggle.tsx";

export type Place = "traces" | "sessions" | "ingest";

const places: readonly { place: Place; label: string; Icon: LucideIcon }[] = [
  { place: "traces", label: "Traces", Icon: Waypoints },
  { place: "sessions", label: "Sessions", Icon: MessagesSquare },
  { place: "ingest", label: "Ingest", Icon: Activity },
];

/** The rail and the page beside it; on a phone the rail lies at the bottom. */
export function Frame({ project, place, children }: { project: string; place: Place; children: ReactNode }) {
  const help = useRef<HTMLDialogElement>(null);
  const pressedGo = useRef(0);
  const go = useGo();
  function follow(path: string) {
    if (Date.now() - pressedGo.current < 1000) go(path);
  }
  useKeys({
    "?": () => help.current?.showModal(),
    g: () => {
      pressedGo.current = Date.now();
    },
    t: () => follow(paths.traces(project)),
    s: () => follow(paths.sessions(project)),
    i: () => follow(paths.ingest(project)),
  });
  return (
    <div className="flex h-full flex-col-reverse md:flex-row">
      <nav
        aria-label="Places"
        className="flex shrink-0 items-center gap-1 border-line border-t bg-raised px-2 py-1 md:w-14 md:flex-col md:border-t-0 md:border-r md:py-3 xl:w-44 xl:items-stretch"
      >
        <Link
          to={paths.home()}
          className="hidden items-center gap-2 px-2 pb-4 font-semibold text-[15px] tracking-tight md:flex"
          aria-label="Spanwise"
        >
          <img src="/favicon.svg" width={22} height={22} alt="" />
          <span className="hidden xl:inline">Spanwise</span>
        </Link>
        {places.map(({ place: to, label, Icon }) => (
          <Link
            key={to}
            to={paths[to](project)}
            aria-current={to === place ? "page" : undefined}
            className="flex flex-1 flex-col items-center gap-0.5 rounded-box px-2.5 py-1.5 text-quiet text-table hover:bg-hover hover:text-ink aria-[current]:bg-picked aria-[current]:font-semibold aria-[current]:text-ink md:flex-none xl:flex-row xl:gap-2.5 xl:text-body"
          >
            <Icon size={17} aria-hidden />
            <span className="md:sr-only xl:not-sr-only">{label}</span>
          </Link>
        ))}
        <span className="flex items-center md:mt-auto md:flex-col xl:flex-row">
          <ThemeToggle />
          <button
            type="button"
            onClick={() => help.current?.showModal()}
            aria-label="Keys"
            title="Keys (?)"
            className="hidden rounded-box p-2 text-quiet hover:bg-hover hover:text-ink md:block"
          >
            <CircleHelp size={16} aria-hidden />
          </button>
        </span>
      </nav>
      <main className="flex min-h-0 min-w-0 flex-1 flex-col">{children}</main>
      <KeysDialog dialog={help} />
    </div>
  );
}
