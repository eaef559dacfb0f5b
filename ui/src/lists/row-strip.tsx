import { useQuery } from "@tanstack/react-query";
import { millisOf } from "../../../receiver/src/format.ts";
import type { ListNoun } from "../api/lists.ts";
import { useNow } from "../parts/now.ts";
import { shownName } from "../parts/shown-name.ts";
import { Strip } from "../strip/strip.tsx";
import { type Stripped, stripQuery } from "../strip/strip-query.ts";

interface RowStripProps {
  readonly project: string;
  readonly of: ListNoun;
  readonly row: Stripped;
}

/** The strip of one row; its room is there before it comes. */
export function RowStrip({ project, of, row }: RowStripProps) {
  const { data: strip } = useQuery({ ...stripQuery(project, of, row), placeholderData: (before) => before });
  const now = useNow(5000);
  if (!strip) return <span className="block h-5 w-[120px] shrink-0" />;
  const sinceStart = row.status === "running" ? (now - millisOf(strip.startTime)) * 1e6 : 0;
  return <Strip strip={strip} width={120} height={20} now={sinceStart} />;
}

/** What the user asked first, once it is known; the name of the row when there is nothing of that. */
export function RowTitle({ project, of, row, name }: RowStripProps & { name: string }) {
  const asked = useQuery({ ...stripQuery(project, of, row), placeholderData: (before) => before });
  if (asked.isPending && asked.failureCount === 0)
    return <span className="h-2.5 w-40 rounded-xs bg-hover" aria-hidden />;
  const title = shownName(asked.data?.title ?? name);
  return (
    <span className="min-w-0 truncate font-medium text-body" title={title}>
      {title}
    </span>
  );
}
