import { useQuery } from "@tanstack/react-query";
import { CircleCheck } from "lucide-react";
import { useState } from "react";
import { ruleCountsQuery, topErrorsQuery, unpricedQuery } from "../api/sum-queries.ts";
import { Link } from "../parts/link.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { SeverityMark } from "../parts/severity-mark.tsx";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { TimeSearch } from "../search.ts";
import { type Attention, attentionOf, type Spike } from "./attention.ts";

interface AttentionProps {
  readonly project: string;
  readonly time: TimeSearch;
  readonly spikes: readonly Spike[];
}

const atFirst = 8;

export function OverviewAttention({ project, time, spikes }: AttentionProps) {
  const rules = useQuery(ruleCountsQuery(project, time));
  const errors = useQuery(topErrorsQuery(project, time, {}, 5));
  const models = useQuery(unpricedQuery(project, time));
  const [isWhole, setWhole] = useState(false);
  const asked = [rules, errors, models].find(({ data }) => !data);
  const all = attentionOf({
    project,
    time,
    spikes,
    rules: rules.data ?? [],
    errors: errors.data?.items ?? [],
    models: models.data?.items ?? [],
  });
  return (
    <Panel className="min-h-[340px]">
      <PanelTitle
        aside={
          <Link to={paths.findings(project, time)} className="text-accent hover:underline">
            All findings
          </Link>
        }
      >
        Needs attention
      </PanelTitle>
      {asked && <Waiting asked={asked} rows={6} />}
      {!asked && all.length === 0 && <AllWell />}
      {!asked && (
        <ul className="-mx-2">
          {all.slice(0, isWhole ? all.length : atFirst).map((one) => (
            <Line key={`${one.path} ${one.title}`} {...one} />
          ))}
        </ul>
      )}
      {!asked && !isWhole && all.length > atFirst && (
        <button type="button" onClick={() => setWhole(true)} className="mt-1 text-accent text-table hover:underline">
          {all.length - atFirst} more
        </button>
      )}
    </Panel>
  );
}

function Line({ severity, title, extent, path }: Attention) {
  return (
    <li>
      <Link to={path} className="flex items-center gap-2.5 rounded-box px-2 py-1.5 hover:bg-hover">
        <SeverityMark severity={severity} />
        <span className="min-w-0 flex-1 truncate" title={title}>
          {title}
        </span>
        <span className="max-w-[45%] shrink-0 truncate text-quiet text-table tabular-nums">{extent}</span>
      </Link>
    </li>
  );
}

function AllWell() {
  return (
    <p className="flex items-center justify-center gap-2 py-16 text-quiet">
      <CircleCheck size={16} className="text-ok" aria-hidden />
      Nothing failed and nothing was found in this time.
    </p>
  );
}
