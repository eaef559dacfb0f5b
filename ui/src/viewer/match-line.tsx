import { ChevronDown, ChevronUp } from "lucide-react";
import { useMemo, useState } from "react";
import { formatExact, plural } from "../../../receiver/src/format.ts";
import { type Match, placeWords, snippetParts } from "../parts/match-words.ts";
import { type Hits, placeAmong } from "./find.ts";
import { Tool } from "./tool.tsx";

interface MatchLineProps {
  readonly hits: Hits;
  /** Where the reader is; below 0 where that is no span. */
  readonly row: number;
  readonly matches: ReadonlyMap<number, readonly Match[]>;
  /** To the next span that matches, or the one before. */
  readonly onHit: (by: 1 | -1) => void;
}

/** Which of the spans that match is looked at, and where in it the words stand. Below the rows, so that none of them moves. */
export function MatchLine({ hits, row, matches, onHit }: MatchLineProps) {
  const place = useMemo(() => placeAmong(hits, row), [hits, row]);
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-line border-t bg-raised pr-2 pl-4 text-table">
      <span className="shrink-0 pr-2 text-quiet tabular-nums">
        {hits.count === 0
          ? "No span matches"
          : `${place > 0 ? formatExact(place) : "–"} of ${plural(hits.count, "span")}`}
      </span>
      <Tool Icon={ChevronUp} name="The match before" hint="p" onClick={() => onHit(-1)} isOff={hits.count === 0} />
      <Tool Icon={ChevronDown} name="Next match" hint="n" onClick={() => onHit(1)} isOff={hits.count === 0} />
      {place > 0 && <Standing key={row} matches={matches.get(row) ?? []} />}
    </div>
  );
}

/** One match after the other, where a span has several. */
function Standing({ matches }: { matches: readonly Match[] }) {
  const [at, setAt] = useState(0);
  const match = matches[Math.min(at, matches.length - 1)];
  if (match === undefined) return <span className="truncate pl-2 text-quiet">in what its row says</span>;
  const { before, match: found, after } = snippetParts(match);
  return (
    <>
      <span className="shrink-0 pl-2 font-semibold max-md:max-w-24 max-md:truncate">{placeWords(match)}</span>
      <bdi className="min-w-0 flex-1 truncate pl-2 text-quiet">
        {before}
        <mark className="rounded-xs bg-picked px-px text-ink">{found}</mark>
        {after}
      </bdi>
      {matches.length > 1 && (
        <button
          type="button"
          onClick={() => setAt((at + 1) % matches.length)}
          title="The next place in this span"
          className="shrink-0 whitespace-nowrap rounded-box px-2 py-1 text-accent tabular-nums hover:bg-hover"
        >
          {at + 1} of {matches.length} here
        </button>
      )}
    </>
  );
}
