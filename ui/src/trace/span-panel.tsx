import { useQuery } from "@tanstack/react-query";
import { Link2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { inert } from "../../../receiver/src/inert.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { spanQuery } from "../api/queries.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Link } from "../parts/link.tsx";
import { KindMark } from "../parts/marks.tsx";
import { seenText } from "../parts/seen-text.ts";
import { shownName } from "../parts/shown-name.ts";
import { SidePanel } from "../parts/side-panel.tsx";
import { Failure, Loading } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import type { Tab } from "../search.ts";
import { notCountedWords } from "./fact-words.ts";
import { SpanContent } from "./span-content.tsx";
import { SpanFacts } from "./span-facts.tsx";
import { SpanTabs } from "./span-tabs.tsx";
import { useMarkedWords } from "./use-marked-words.ts";
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
  /** What is searched for: marked where it stands. */
  readonly find?: string | undefined;
  readonly tab: Tab;
  readonly onTab: (tab: Tab) => void;
  readonly onClose: () => void;
}

const widths = { least: 300, usual: 448, most: 1200 };

/** One span, whole: beside the trace, or on a phone a sheet over it. */
export function SpanPanel({ project, traceId, spanId, known, find = "", tab, onTab, onClose }: SpanPanelProps) {
  const [content, setContent] = useState<HTMLElement | null>(null);
  useMarkedWords(content, find);
  const whole = useQuery(spanQuery(project, traceId, spanId));
  const span = whole.data;
  const name = shownName(span?.name || known?.name || "Span");
  return (
    <SidePanel
      name={name}
      of="span"
      widths={widths}
      marks={<KindMark kind={span?.kind ?? known?.kind ?? ""} size={12} />}
      actions={
        <>
          {span && <CopyButton text={() => JSON.stringify(span, null, 2)} what="the span as JSON" />}
          <CopyButton text={location.href} what="link to this span" Icon={Link2} />
        </>
      }
      onClose={onClose}
    >
      {(span ?? known) && <SpanFacts span={span} known={span ?? known} spanId={spanId} />}
      {whole.failureReason && <Failure error={whole.failureReason} retry={() => void whole.refetch()} />}
      {span ? (
        <div ref={setContent} className="contents">
          <NotCounted project={project} span={span} />
          <Why project={project} span={span} />
          {span.error && <SpanError error={span.error} />}
          <SpanContent span={span} />
          <SpanTabs project={project} span={span} tab={tab} onTab={onTab} />
        </div>
      ) : (
        !whole.failureReason && <Loading rows={10} />
      )}
    </SidePanel>
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
      {error.type && <p className="font-mono font-semibold text-error text-table">{inert(error.type)}</p>}
      <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">{seenText(error.message)}</p>
      {error.stack && (
        <details className="mt-2">
          <summary className="text-quiet text-table">Stack</summary>
          <pre className="mt-1 max-h-72 overflow-auto font-mono text-[11px] leading-relaxed">
            {seenText(error.stack)}
          </pre>
        </details>
      )}
    </section>
  );
}
