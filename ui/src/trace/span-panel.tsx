import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { formatMoment } from "../../../receiver/src/format.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { spanQuery } from "../api/queries.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Link } from "../parts/link.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { Took } from "../parts/numbers.tsx";
import { Failure } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { Tab } from "../search.ts";
import { notCountedWords } from "./fact-words.ts";
import { SpanContent } from "./span-content.tsx";
import { SpanTabs } from "./span-tabs.tsx";
import { CostOfCall, hasCost, TokenParts } from "./use.tsx";
import { Why } from "./why.tsx";

interface SpanPanelProps {
  readonly project: string;
  /** As the list has it, without messages; the whole span is asked for here. */
  readonly span: Span;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onClose: () => void;
}

export function SpanPanel({ project, span: listed, tab, onTab, onClose }: SpanPanelProps) {
  const whole = useQuery(spanQuery(project, listed.traceId, listed.spanId));
  const span = whole.data ?? listed;
  return (
    <aside
      aria-label={span.name}
      className="fixed inset-x-0 bottom-0 z-10 flex h-[72%] flex-col border-line border-t bg-raised shadow-xl md:static md:h-auto md:w-[min(28rem,42%)] md:shrink-0 md:border-t-0 md:border-l md:shadow-none"
    >
      <header className="flex shrink-0 items-center gap-2 border-line border-b px-4 py-2.5">
        <KindMark kind={span.kind} size={12} />
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={span.name}>
          {span.name}
        </h2>
        <button
          type="button"
          onClick={onClose}
          aria-label="Close"
          title="Close (Esc)"
          className="rounded-sm p-1 text-quiet hover:bg-hover hover:text-ink"
        >
          <X size={15} aria-hidden />
        </button>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto pb-6">
        <SpanFacts span={span} />
        <NotCounted project={project} span={span} />
        <Why project={project} span={span} />
        {span.error && <SpanError error={span.error} />}
        {whole.failureReason && <Failure error={whole.failureReason} retry={() => void whole.refetch()} />}
        <SpanContent span={span} />
        <SpanTabs project={project} span={span} tab={tab} onTab={onTab} />
      </div>
    </aside>
  );
}

function SpanFacts({ span }: { span: Span }) {
  const facts: [string, ReactNode][] = [
    [
      "Status",
      <span key="status" className="inline-flex items-center gap-1.5">
        <StatusMark status={span.status} size={13} /> {statusWords[span.status]}
      </span>,
    ],
    ["Took", <Took key="took" nanos={span.durationNanos} since={span.startTime} />],
    ["Began", formatMoment(span.startTime)],
    ["Kind", span.kind],
    ["Service", span.service],
    ["Agent", span.agentName],
    ["User", span.userId],
    ["Tags", span.tags.join(", ")],
    ["Model", modelOf(span)],
    ["Tokens", span.tokens && <TokenParts key="tokens" tokens={span.tokens} />],
    ["Cost", hasCost(span) && <CostOfCall key="cost" span={span} />],
  ];
  return (
    <dl className="grid grid-cols-[5.5rem_1fr] gap-y-1 px-4 pt-3 text-table">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-quiet">{name}</dt>
            <dd className="tabular-nums [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      <dt className="text-quiet">Span</dt>
      <dd className="flex items-center gap-1 font-mono">
        {span.spanId} <CopyButton text={span.spanId} what="span id" />
      </dd>
    </dl>
  );
}

/** As it answered, and as it was asked where that differs. */
function modelOf({ model, responseModel }: Span): string | null {
  if (!responseModel || !model || responseModel === model) return responseModel ?? model;
  return `${responseModel}, asked as ${model}`;
}

function NotCounted({ project, span }: { project: string; span: Span }) {
  const { notCountedBecause, duplicateOf, traceId } = span;
  const words = notCountedWords(notCountedBecause);
  if (words === null) return null;
  return (
    <p className="mx-4 mt-3 rounded-box bg-hover px-3 py-2 text-table">
      {words}{" "}
      {duplicateOf && (
        <Link
          to={paths.trace(project, traceId, { span: duplicateOf })}
          replace
          className="whitespace-nowrap text-accent underline"
        >
          Show the one that counts
        </Link>
      )}
    </p>
  );
}

const statusWords = { ok: "ok", error: "failed", running: "running" } as const;

function SpanError({ error }: { error: NonNullable<Span["error"]> }) {
  return (
    <section aria-label="Error" className="mx-4 mt-3 rounded-box bg-error-ground p-3">
      {error.type && <p className="font-mono font-semibold text-error text-table">{error.type}</p>}
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{error.message}</p>
      {error.stack && (
        <details className="mt-2">
          <summary className="text-quiet text-table">Stack</summary>
          <pre className="mt-1 max-h-72 overflow-auto font-mono text-[11px] leading-relaxed">{error.stack}</pre>
        </details>
      )}
    </section>
  );
}
