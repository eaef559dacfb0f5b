import { useInfiniteQuery } from "@tanstack/react-query";
import { findingsQuery, type KeptFinding } from "../api/sum-queries.ts";
import { Chip } from "../parts/chip.tsx";
import { Link } from "../parts/link.tsx";
import { When } from "../parts/numbers.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { ruleWords } from "../parts/rule-words.ts";
import { SeverityMark } from "../parts/severity-mark.tsx";
import { Empty, Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { FindingSearch } from "../sum-search.ts";

const severities = [
  ["error", "Errors"],
  ["warning", "Warnings"],
  ["info", "Notes"],
] as const;

/** What went wrong in the traces of a time, each finding with the trace that shows it. */
export function FindingsPage({ project, search }: { project: string; search: FindingSearch }) {
  usePageTitle("Findings");
  const list = useInfiniteQuery(findingsQuery(project, search));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const to = (change: FindingSearch) => paths.findings(project, { ...search, ...change });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <header className="flex flex-wrap items-center gap-2 border-line border-b px-4 py-3">
        <h1 className="mr-2 font-semibold text-title tracking-tight">Findings</h1>
        {severities.map(([severity, label]) => (
          <Link
            key={severity}
            to={to({ severity: search.severity === severity ? undefined : severity })}
            aria-current={search.severity === severity || undefined}
            className="chip aria-[current]:border-accent aria-[current]:bg-picked"
          >
            <SeverityMark severity={severity} size={13} /> {label}
          </Link>
        ))}
        {search.rule && <Chip words={ruleWords[search.rule]} without={to({ rule: undefined })} />}
        {search.agent && <Chip words={`agent ${search.agent}`} without={to({ agent: undefined })} />}
      </header>
      {!list.data && <Waiting asked={list} />}
      {list.data && items.length === 0 && (
        <Empty title="Nothing was found in this time">
          Traces are looked at when they are over. Look further back, or take a filter away.
        </Empty>
      )}
      <ul aria-label="Findings">
        {items.map((finding) => (
          <Line key={`${finding.traceId} ${finding.rule} ${finding.spanIds[0]}`} project={project} finding={finding} />
        ))}
      </ul>
      {list.hasNextPage && (
        <button type="button" onClick={() => void list.fetchNextPage()} className="chip m-4">
          Load more
        </button>
      )}
    </div>
  );
}

function Line({ project, finding }: { project: string; finding: KeptFinding }) {
  const { severity, rule, title, traceId, spanIds, startTime, agentName, userId, sessionId } = finding;
  return (
    <li>
      <Link
        to={paths.trace(project, traceId, { span: spanIds[0] })}
        className="flex gap-3 border-line border-b px-4 py-2.5 hover:bg-hover"
      >
        <span className="mt-0.5">
          <SeverityMark severity={severity} />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block [overflow-wrap:anywhere]">{title}</span>
          <span className="block truncate text-quiet text-table">
            {[ruleWords[rule], agentName, userId, sessionId].filter(Boolean).join(" · ")}
          </span>
        </span>
        <span className="shrink-0 text-quiet text-table tabular-nums">
          <When nanos={startTime} />
        </span>
      </Link>
    </li>
  );
}
