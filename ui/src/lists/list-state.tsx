import type { ReactNode } from "react";
import { Link } from "../parts/link.tsx";
import { Empty, Failure, Waiting } from "../parts/states.tsx";
import type { ListSearch } from "../search.ts";
import { isNarrowed } from "./filters.ts";

interface ListStateProps {
  readonly list: { data: unknown; failureReason: Error | null; refetch: () => Promise<unknown> };
  readonly noun: string;
  readonly count: number;
  readonly search: ListSearch;
  /** The address without a filter and without a bound in time. */
  readonly everything: string;
  readonly children: ReactNode;
}

/** Loading, failed and empty lists; what was loaded stays while a later question fails. */
export function ListState({ list, noun, count, search, everything, children }: ListStateProps) {
  if (!list.data) return <Waiting asked={list} />;
  const failure = list.failureReason && <Failure error={list.failureReason} retry={() => void list.refetch()} />;
  if (count > 0) {
    return (
      <>
        {failure}
        {children}
      </>
    );
  }
  if (failure) return failure;
  const { last } = search;
  const narrowed = isNarrowed(search);
  return (
    <Empty title={narrowed ? `No ${noun} match` : `No ${noun} in this time`}>
      {narrowed ? "Take a filter away, or look further back. " : "There may be older ones. "}
      {(narrowed || last !== "all") && (
        <Link to={everything} className="font-semibold text-accent hover:underline">
          Show all {noun}
        </Link>
      )}
    </Empty>
  );
}
