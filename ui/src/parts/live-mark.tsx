import type { TimeSearch } from "../search.ts";
import { useTurn } from "./turn.ts";

/** Whether what is shown follows what comes in; pressed, it holds still. */
export function LiveMark({ time }: { time: TimeSearch }) {
  const turn = useTurn();
  // A time that is over does not change any more.
  if (time.to !== undefined) return null;
  const isLive = time.live !== "off";
  return (
    <button
      type="button"
      aria-pressed={isLive}
      aria-label={isLive ? "Live" : "Held"}
      onClick={() => turn({ live: isLive ? "off" : undefined })}
      title={isLive ? "New things come by themselves. Click to hold still" : "Held still. Click to follow"}
      className="chip"
    >
      <span className={`size-2 rounded-full ${isLive ? "animate-breathe bg-ok" : "border border-quiet"}`} />
      <span className="hidden sm:inline">{isLive ? "Live" : "Held"}</span>
    </button>
  );
}
