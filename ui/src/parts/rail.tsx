import { CircleHelp, PanelLeftClose, PanelLeftOpen } from "lucide-react";
import { type Place, paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";
import { Link } from "./link.tsx";
import { type PlaceEntry, placeGroups } from "./places.ts";
import { useRemembered } from "./remembered.ts";

interface RailProps {
  readonly project: string;
  readonly here: Place | undefined;
  readonly time: TimeSearch;
  readonly showKeys: () => void;
}

export function Rail({ project, here, time, showKeys }: RailProps) {
  const [choice, remember] = useRemembered("spanwise.rail", ["open", "folded"]);
  const isFolded = choice === "folded";
  const Fold = isFolded ? PanelLeftOpen : PanelLeftClose;
  const foldWords = isFolded ? "Unfold the rail" : "Fold the rail";
  return (
    <nav
      aria-label="Places"
      className={`flex shrink-0 flex-col gap-0.5 overflow-y-auto border-line border-r bg-raised px-2 py-2.5 ${isFolded ? "w-[53px]" : "w-44"}`}
    >
      <Link
        to={paths.place(project, "overview", time)}
        className="mb-2 flex h-8 items-center gap-2.5 px-[7px] font-semibold text-[15px] tracking-tight"
        aria-label="Spanwise"
      >
        <img src="/favicon.svg" width={22} height={22} alt="" />
        {!isFolded && "Spanwise"}
      </Link>
      {placeGroups.map((group, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the groups are fixed
        <div key={at} className={`space-y-0.5 ${at > 0 ? "mt-2 border-line border-t pt-2" : ""}`}>
          {group.map((entry) => (
            <RailLink
              key={entry.place}
              entry={entry}
              to={paths.place(project, entry.place, time)}
              isHere={entry.place === here}
              isFolded={isFolded}
            />
          ))}
        </div>
      ))}
      <span className={`mt-auto flex pt-2 ${isFolded ? "flex-col" : ""}`}>
        <button
          type="button"
          onClick={() => remember(isFolded ? "open" : "folded")}
          aria-label={foldWords}
          title={foldWords}
          className="tool-button"
        >
          <Fold size={16} aria-hidden />
        </button>
        <button type="button" onClick={showKeys} aria-label="Keys" title="Keys (?)" className="tool-button">
          <CircleHelp size={16} aria-hidden />
        </button>
      </span>
    </nav>
  );
}

interface RailLinkProps {
  readonly entry: PlaceEntry;
  readonly to: string;
  readonly isHere: boolean;
  readonly isFolded: boolean;
}

function RailLink({ entry: { label, key, Icon }, to, isHere, isFolded }: RailLinkProps) {
  return (
    <Link
      to={to}
      aria-current={isHere ? "page" : undefined}
      title={`${label} (g ${key})`}
      className="flex h-8 items-center gap-2.5 rounded-box px-2.5 text-quiet hover:bg-hover hover:text-ink aria-[current]:bg-picked aria-[current]:font-semibold aria-[current]:text-ink"
    >
      <Icon size={16} className="shrink-0" aria-hidden />
      <span className={isFolded ? "sr-only" : ""}>{label}</span>
    </Link>
  );
}
