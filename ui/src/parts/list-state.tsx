import type { ReactNode } from "react";
import type { ListSearch } from "../search.ts";
import { Link } from "./link.tsx";
import { Empty, Failure, Waiting } from "./states.tsx";

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
  const { live: _, last, from: _from, to: _to, sort: __, order: ___, ...filters } = search;
  const isNarrowed = Object.keys(filters).length > 0;
  return (
    <Empty title={isNarrowed ? `No ${noun} match` : `No ${noun} in this time`}>
      {isNarrowed ? "Take a filter away, or look further back. " : "There may be older ones. "}
      {(isNarrowed || last !== "all") && (
        <Link to={everything} className="font-semibold text-accent hover:underline">
          Show all {noun}
        </Link>
      )}
    </Empty>
  );
}
