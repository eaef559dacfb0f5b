import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowLeftRight } from "lucide-react";
import { formatMoment } from "../../../receiver/src/format.ts";
import { client } from "../api/client.ts";
import type { ListNoun } from "../api/lists.ts";
import { RowStrip, RowTitle } from "../lists/row-strip.tsx";
import { useActs } from "../parts/acts.ts";
import { Link, useGo } from "../parts/link.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { Took } from "../parts/numbers.tsx";
import { Popover } from "../parts/popover.tsx";
import { Empty, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { type Like, nearestFirst } from "./like-it.ts";

interface CompareWithProps {
  readonly project: string;
  readonly of: ListNoun;
  readonly one: Like;
}

/** What is like it, each a link to their comparison: the other at the left, as what was before. */
export function CompareWith(props: CompareWithProps) {
  const { project, of, one } = props;
  const cache = useQueryClient();
  const go = useGo();
  async function compareWithNearest(): Promise<void> {
    const [nearest] = nearestFirst(one, await cache.fetchQuery(likeQuery(project, of, one)));
    if (nearest) go(comparisonOf(project, of, nearest.id, one.id));
  }
  const act = () => void compareWithNearest().catch(() => {});
  useActs([{ label: `Compare with the nearest ${nounOf(of)} like it`, words: "difference diff", act }]);
  return (
    <Popover
      label={`Compare with another ${nounOf(props.of)}`}
      look="chip"
      button={
        <>
          <ArrowLeftRight size={13} className="text-quiet" aria-hidden />
          <span className="hidden lg:inline">Compare</span>
        </>
      }
    >
      {(close) => <Others {...props} close={close} />}
    </Popover>
  );
}

const nounOf = (of: ListNoun) => (of === "sessions" ? "session" : "trace");
const comparisonOf = (project: string, of: ListNoun, left: string, right: string) =>
  paths.compare(project, `${nounOf(of)}:${left}`, `${nounOf(of)}:${right}`);
const shown = 8;

function Others({ project, of, one, close }: CompareWithProps & { close: () => void }) {
  const asked = useQuery(likeQuery(project, of, one));
  const found = nearestFirst(one, asked.data ?? []).slice(0, shown);
  return (
    <div className="w-[26rem] max-w-[92vw] p-1.5">
      <p className="px-2.5 pt-1 pb-1.5 font-semibold">Compare with</p>
      {!asked.data && <Waiting asked={asked} rows={4} />}
      {asked.data && found.length === 0 && (
        <Empty title={`No other ${nounOf(of)} like it`}>
          None of the same {one.agentName ? "agent" : "service"} began within 30 days of it. Any two are compared from
          their list: select them with <kbd>x</kbd>, then press <kbd>c</kbd>.
        </Empty>
      )}
      {found.map((row) => (
        <Link
          key={row.id}
          to={comparisonOf(project, of, row.id, one.id)}
          onClick={close}
          className="flex items-center gap-2.5 rounded-box px-2.5 py-1.5 hover:bg-hover"
        >
          <StatusMark status={row.status} />
          <span className="min-w-0 flex-1">
            <span className="flex">
              <RowTitle project={project} of={of} row={row} name={row.name || row.id} />
            </span>
            <span className="block truncate text-quiet text-table tabular-nums">
              {[formatMoment(row.startTime).slice(5, 16), row.userId].filter(Boolean).join(" · ")}
            </span>
          </span>
          <RowStrip project={project} of={of} row={row} />
          <span className="w-14 shrink-0 text-right text-table tabular-nums">
            <Took nanos={row.durationNanos} since={row.startTime} />
          </span>
        </Link>
      ))}
    </div>
  );
}

const aMonth = 30n * 86_400_000_000_000n;

/** Of the same agent, or where none is told of the same service, around the same time. */
function likeQuery(project: string, of: ListNoun, one: Like) {
  const { id, agentName, service, startTime } = one;
  const start = BigInt(startTime);
  const asked = {
    from: String(start > aMonth ? start - aMonth : 0n),
    to: String(start + aMonth),
    ...(agentName ? { agent: [agentName] } : { service: service ? [service] : null }),
    limit: 30,
  };
  return queryOptions({
    queryKey: [project, "like", of, id],
    queryFn: async ({ signal }): Promise<readonly Like[]> => {
      const ask = client.project(project);
      if (of === "traces") {
        const { items } = await ask.get("traces", asked, signal);
        return items.map((trace) => ({ ...trace, id: trace.traceId }));
      }
      const { items } = await ask.get("sessions", asked, signal);
      return items.map((session) => ({ ...session, id: session.sessionId }));
    },
  });
}
