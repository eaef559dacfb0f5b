import { useRouter } from "@tanstack/react-router";
import { isOpen } from "../api/download.ts";
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
  const { hasPage, address, answer } = useComparison(project, noun, picked);
  useKeys({ ...(address && hasPage && { c: () => go(address) }), ...(picked.length > 0 && { escape: clear }) });
  if (picked.length === 0) return null;
  return (
    <div
      role="status"
      className="absolute bottom-4 left-1/2 z-10 flex h-10 -translate-x-1/2 items-center gap-4 whitespace-nowrap rounded-box border border-accent bg-raised px-4 shadow-lg"
    >
      {picked.length === 1 ? "1 selected. Select another to compare." : "2 selected."}
      {address && hasPage && (
        <Link to={address} aria-keyshortcuts="c" className="font-semibold text-accent hover:underline">
          Compare
        </Link>
      )}
      {address && !hasPage && isOpen() && (
        <a href={answer} target="_blank" rel="noreferrer" className="font-semibold text-accent hover:underline">
          Compare, as JSON
        </a>
      )}
      <button type="button" onClick={clear} className="text-quiet hover:text-ink">
        Clear
      </button>
    </div>
  );
}

/** Where the page is not there yet, the receiver's own answer is. */
function useComparison(project: string, noun: "sessions" | "traces", [left, right]: readonly string[]) {
  const { routesByPath } = useRouter();
  const hasPage = "/p/$project/compare" in routesByPath;
  if (left === undefined || right === undefined) return { hasPage, address: undefined, answer: undefined };
  const one = noun === "sessions" ? "session" : "trace";
  const sides = [`${one}:${left}`, `${one}:${right}`] as const;
  const query = new URLSearchParams({ left: sides[0], right: sides[1] });
  const answer = `/api/projects/${encodeURIComponent(project)}/compare?${query}`;
  return { hasPage, address: paths.compare(project, ...sides), answer };
}
