import { useInfiniteQuery } from "@tanstack/react-query";
import { formatDuration } from "../../../receiver/src/format.ts";
import type { Span, SpanEvent, Link as SpanLink } from "../../../receiver/src/model/span.ts";
import { spanLogsQuery } from "../api/queries.ts";
import { Link } from "../parts/link.tsx";
import { paths } from "../paths.ts";
import { type Tab, tabs } from "../search.ts";
import { AttributeList } from "./attribute-list.tsx";
import { LogList } from "./log-list.tsx";

interface SpanTabsProps {
  readonly project: string;
  readonly span: Span;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
}

const names: Readonly<Record<Tab, string>> = {
  attributes: "Attributes",
  events: "Events",
  links: "Links",
  resource: "Resource",
  logs: "Logs",
};

export function SpanTabs({ project, span, tab, onTab }: SpanTabsProps) {
  const list = useInfiniteQuery(spanLogsQuery(project, span.traceId, span.spanId));
  const logs = list.data?.pages.flatMap((page) => page.items) ?? [];
  const counts: Readonly<Record<Tab, number>> = {
    attributes: Object.keys(span.attributes).length,
    events: span.events.length,
    links: span.links.length,
    resource: Object.keys(span.resource).length,
    logs: logs.length,
  };
  return (
    <>
      <div
        role="tablist"
        className="sticky top-0 z-1 mt-4 flex gap-4 overflow-x-auto border-line border-b bg-raised px-4"
      >
        {tabs.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            aria-selected={name === tab}
            onClick={() => onTab(name)}
            className="whitespace-nowrap border-transparent border-b-2 pt-1 pb-1.5 text-quiet text-table hover:text-ink aria-selected:border-accent aria-selected:font-semibold aria-selected:text-ink"
          >
            {names[name]} <span className="font-normal text-quiet tabular-nums">{counts[name] || ""}</span>
          </button>
        ))}
      </div>
      <div role="tabpanel" className="px-4 pt-2">
        {tab === "attributes" && <AttributeList project={project} attributes={span.attributes} isSearchable />}
        {tab === "resource" && <AttributeList project={project} attributes={span.resource} isSearchable />}
        {tab === "events" && <Events project={project} span={span} />}
        {tab === "links" && <Links project={project} links={span.links} />}
        {tab === "logs" && <LogList project={project} logs={logs} since={span.startTime} />}
      </div>
    </>
  );
}

function Events({ project, span }: { project: string; span: Span }) {
  if (span.events.length === 0) return <p className="text-quiet">This span tells of no events.</p>;
  return span.events.map((event: SpanEvent, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: events have no name but their place
    <section key={at} className="mb-3">
      <h3 className="flex gap-2 text-table">
        <span className="min-w-0 flex-1 truncate font-semibold">{event.name || "event"}</span>
        <span className="text-quiet tabular-nums">
          +{formatDuration(Number(BigInt(event.time) - BigInt(span.startTime)))}
        </span>
      </h3>
      <AttributeList project={project} attributes={event.attributes} />
    </section>
  ));
}

function Links({ project, links }: { project: string; links: readonly SpanLink[] }) {
  if (links.length === 0) return <p className="text-quiet">This span links to no other.</p>;
  return links.map(({ traceId, spanId, attributes }) => (
    <section key={`${traceId}${spanId}`} className="mb-3">
      <Link
        to={paths.trace(project, traceId, { span: spanId })}
        className="font-mono text-accent text-table hover:underline [overflow-wrap:anywhere]"
      >
        {traceId} / {spanId}
      </Link>
      <AttributeList project={project} attributes={attributes} />
    </section>
  ));
}
