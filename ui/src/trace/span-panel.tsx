import { useQuery } from "@tanstack/react-query";
import { Link2, X } from "lucide-react";
import type { ReactNode } from "react";
import type { Span } from "../../../receiver/src/model/span.ts";
import { spanQuery } from "../api/queries.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { useKeptWidth } from "../parts/kept-width.ts";
import { Link } from "../parts/link.tsx";
import { KindMark } from "../parts/marks.tsx";
import { Splitter } from "../parts/splitter.tsx";
import { Failure, Loading } from "../parts/states.tsx";
import { useIsRoomy } from "../parts/wide.ts";
import { paths } from "../paths.ts";
import type { Tab } from "../search.ts";
import { notCountedWords } from "./fact-words.ts";
import { SpanContent } from "./span-content.tsx";
import { SpanFacts } from "./span-facts.tsx";
import { SpanTabs } from "./span-tabs.tsx";
import { Why } from "./why.tsx";

/** What is known of a span before it is asked for. */
export interface KnownSpan
  extends Pick<Span, "name" | "status" | "startTime" | "durationNanos" | "model" | "service" | "agentName"> {
  readonly kind: string;
}

interface SpanPanelProps {
  readonly project: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly known: KnownSpan | null;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onClose: () => void;
}

const [least, usual, most] = [300, 448, 1200];

/** One span, whole: beside the trace, or on a phone a sheet over it. */
export function SpanPanel({ project, traceId, spanId, known, tab, onTab, onClose }: SpanPanelProps) {
  const whole = useQuery(spanQuery(project, traceId, spanId));
  const isRoomy = useIsRoomy();
  const [chosen, setChosen] = useKeptWidth("span");
  const width = chosen ?? usual;
  const span = whole.data;
  const name = span?.name || known?.name || "Span";
  return (
    <aside
      aria-label={name}
      className="fixed inset-x-0 bottom-0 z-10 flex h-[72%] flex-col border-line border-t bg-raised shadow-xl md:relative md:z-auto md:h-auto md:max-w-[60%] md:shrink-0 md:border-t-0 md:shadow-none"
      style={isRoomy ? { width } : {}}
    >
      {isRoomy && (
        <Splitter
          label="Width of the span"
          value={width}
          least={least}
          most={most}
          grows="left"
          onChange={setChosen}
          className="-left-[3px]"
        />
      )}
      <header className="flex shrink-0 items-center gap-2 border-line border-b py-2 pr-2 pl-4">
        <KindMark kind={span?.kind ?? known?.kind ?? ""} size={12} />
        <h2 className="min-w-0 flex-1 truncate font-semibold" title={name}>
          {name}
        </h2>
        {span && <CopyButton text={JSON.stringify(span, null, 2)} what="the span as JSON" />}
        <CopyButton text={location.href} what="link to this span" Icon={Link2} />
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
      <div className="min-h-0 flex-1 overflow-y-auto pb-6 [scrollbar-gutter:stable]">
        {(span ?? known) && <SpanFacts span={span} known={span ?? known} spanId={spanId} />}
        {whole.failureReason && <Failure error={whole.failureReason} retry={() => void whole.refetch()} />}
        {span ? (
          <>
            <NotCounted project={project} span={span} />
            <Why project={project} span={span} />
            {span.error && <SpanError error={span.error} />}
            <SpanContent span={span} />
            <SpanTabs project={project} span={span} tab={tab} onTab={onTab} />
          </>
        ) : (
          !whole.failureReason && <Loading rows={10} />
        )}
      </div>
    </aside>
  );
}

function NotCounted({ project, span }: { project: string; span: Span }): ReactNode {
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
