import { useQuery } from "@tanstack/react-query";
import type { Answer } from "../../../receiver/src/client/routes.ts";
import { formatCount, formatMoney, plural } from "../../../receiver/src/format.ts";
import { cacheQuery } from "../api/sum-queries.ts";
import { Link } from "../parts/link.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { ShareBar } from "../parts/share-bar.tsx";
import { formatShare } from "../parts/share-words.ts";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { SumSearch } from "../sum-search.ts";
import { narrowingOf } from "./cost-words.ts";

type CacheUse = Answer<"usage/cache">;

/** What prompt caches saved, by model, and the prompts that broke them. */
export function CostCaches({ project, search }: { project: string; search: SumSearch }) {
  const asked = useQuery(cacheQuery(project, search, narrowingOf(search)));
  return (
    <Panel className="min-h-[340px]">
      <PanelTitle>Prompt caches</PanelTitle>
      {!asked.data && <Waiting asked={asked} rows={5} />}
      {asked.data && <Use project={project} use={asked.data} />}
    </Panel>
  );
}

function Use({ project, use: { total, items, broken } }: { project: string; use: CacheUse }) {
  if (total.cachingCalls === 0) {
    return <p className="text-quiet">No call read from a prompt cache in this time, or none told so.</p>;
  }
  return (
    <>
      <p>
        <span className="font-semibold">{formatShare(total.hitRate ?? 0)}</span> of the input was read from caches
        {total.net !== null && (
          <>
            {" "}
            and saved <span className="font-semibold">{formatMoney(total.net)}</span>
            <span className="text-quiet">
              : {formatMoney(total.saved ?? "0")} less {formatMoney(total.paid ?? "0")} for writing to them
            </span>
          </>
        )}
        {total.unknownCalls > 0 && (
          <span className="text-quiet">; {plural(total.unknownCalls, "call")} without a price</span>
        )}
      </p>
      <table aria-label="Prompt caches by model" className="mt-3 w-full text-table">
        <thead className="text-quiet">
          <tr className="border-line border-b">
            <th className="py-1 text-left font-normal">Model</th>
            <th className="w-2/5 py-1 pl-4 text-left font-normal">Read from caches</th>
            <th className="py-1 pl-4 text-right font-normal">Saved</th>
          </tr>
        </thead>
        <tbody>
          {items.slice(0, 8).map(({ group, hitRate, net }) => (
            <tr key={group.model ?? ""} className="border-line border-b last:border-b-0">
              <th scope="row" className="max-w-40 truncate py-1.5 text-left font-normal">
                {group.model ?? <span className="text-quiet">no model told</span>}
              </th>
              <td className="py-1.5 pl-4">
                <ShareBar share={hitRate ?? 0} hue="--color-tool" />
              </td>
              <td className="py-1.5 pl-4 text-right tabular-nums">{net === null ? "–" : formatMoney(net)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {broken.items.length > 0 && <Broken project={project} broken={broken} />}
    </>
  );
}

function Broken({ project, broken }: { project: string; broken: CacheUse["broken"] }) {
  return (
    <>
      <h3 className="mt-4 font-semibold">
        Broken by a changed prompt
        <span className="font-normal text-quiet text-table">
          {" "}
          about {formatCount(broken.tokens)} tokens paid for again
          {broken.lost !== null && Number(broken.lost) > 0 && `, ~${formatMoney(broken.lost)}`}
        </span>
      </h3>
      <ul className="-mx-2 mt-1">
        {broken.items.map(({ later, agentName, brokenBy: { how, role, index }, tokens, lost }) => (
          <li key={`${later.traceId} ${later.spanId}`}>
            <Link
              to={paths.trace(project, later.traceId, { span: later.spanId })}
              className="flex items-center gap-2 rounded-box px-2 py-1.5 hover:bg-hover"
            >
              <span className="min-w-0 flex-1 truncate">
                {agentName ?? "A call"}: {role}
                {index !== null && ` message ${index + 1}`} was {how}
              </span>
              <span className="shrink-0 text-quiet text-table tabular-nums">
                {formatCount(tokens)} tokens{lost !== null && `, ~${formatMoney(lost)}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
