import { useActs } from "../parts/acts.ts";
import { useKeys } from "../parts/keys.ts";
import { Link, useGo } from "../parts/link.tsx";
import { paths } from "../paths.ts";

interface SelectionBarProps {
  readonly project: string;
  readonly noun: "sessions" | "traces";
  readonly picked: readonly string[];
  readonly clear: () => void;
}

/** What can be done with the rows that are selected; over the list, so that no row moves. */
export function SelectionBar({ project, noun, picked, clear }: SelectionBarProps) {
  const go = useGo();
  const address = comparisonOf(project, noun, picked);
  useKeys({ ...(address && { c: () => go(address) }), ...(picked.length > 0 && { escape: clear }) });
  useActs(address ? [{ label: "Compare the two selected", keys: "c", act: () => go(address) }] : []);
  if (picked.length === 0) return null;
  return (
    <div
      role="status"
      className="absolute bottom-4 left-1/2 z-10 flex min-h-10 w-max max-w-[calc(100%-2rem)] -translate-x-1/2 items-center gap-4 rounded-box border border-accent bg-raised px-4 py-1.5 shadow-lg"
    >
      {picked.length === 1 ? "1 selected. Select another to compare." : "2 selected."}
      {address && (
        <Link to={address} aria-keyshortcuts="c" className="font-semibold text-accent hover:underline">
          Compare
        </Link>
      )}
      <button type="button" onClick={clear} className="text-quiet hover:text-ink">
        Clear
      </button>
    </div>
  );
}

/** Where both are compared, once two are selected. */
function comparisonOf(project: string, noun: "sessions" | "traces", [left, right]: readonly string[]) {
  const side = (id: string) => `${noun === "sessions" ? "session" : "trace"}:${id}`;
  return left === undefined || right === undefined ? undefined : paths.compare(project, side(left), side(right));
}
