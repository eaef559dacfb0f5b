import { ChevronRight } from "lucide-react";
import { formatMoment, plural } from "../../../receiver/src/format.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { KindMark } from "../parts/marks.tsx";
import { seenText } from "../parts/seen-text.ts";
import { shownName } from "../parts/shown-name.ts";
import { Empty } from "../parts/states.tsx";
import { Prose } from "../parts/value.tsx";
import type { SpanName } from "../session-search.ts";
import { ToolValue } from "../trace/tool-value.tsx";
import type { Failure } from "./failures.ts";
import { shortNameOf } from "./short-name.ts";

interface FailureListProps {
  readonly failures: readonly Failure[];
  readonly onSelect: (span: SpanName) => void;
}

/** What failed, each with what it said, where, with what it was asked, and its stack. */
export function FailureList({ failures, onSelect }: FailureListProps) {
  if (failures.length === 0)
    return <Empty title="Nothing failed here">No step of this session ended in an error.</Empty>;
  return (
    <ul aria-label="Errors of the session" className="mx-auto max-w-5xl space-y-3">
      {failures.map((failure) => (
        <FailureCard key={`${failure.span.traceId}/${failure.span.spanId}`} failure={failure} onSelect={onSelect} />
      ))}
    </ul>
  );
}

function FailureCard({ failure, onSelect }: { failure: Failure } & Pick<FailureListProps, "onSelect">) {
  const { span, said, within, carried } = failure;
  return (
    <li className="rounded-box border border-line bg-raised p-3">
      <p className="flex flex-wrap items-center gap-x-1 gap-y-0.5 text-table">
        {within.slice(-4).map((outer) => (
          <span key={outer.spanId} className="flex min-w-0 items-center gap-1 text-quiet">
            <span className="max-w-48 truncate">{shortName(outer)}</span>
            <ChevronRight size={12} aria-hidden />
          </span>
        ))}
        <button
          type="button"
          onClick={() => onSelect(span)}
          className="flex min-w-0 items-center gap-1.5 font-semibold hover:underline"
        >
          <KindMark kind={span.kind} /> <span className="truncate">{shortName(span)}</span>
        </button>
        <time title={formatMoment(span.startTime)} className="ml-auto text-quiet tabular-nums">
          {formatMoment(span.startTime).slice(11, 19)}
        </time>
      </p>
      <div className="mt-2 rounded-box bg-error-ground px-3 py-2">
        {span.error?.type && (
          <p className="font-mono font-semibold text-error text-table">{shownName(span.error.type)}</p>
        )}
        {said ? <Prose text={said} shown={600} /> : <span className="text-quiet italic">it does not say why</span>}
      </div>
      {carried > 0 && (
        <p className="mt-1.5 text-quiet text-table">{plural(carried, "step")} around it failed with the same words.</p>
      )}
      {span.tool && span.tool.arguments !== null && (
        <details className="mt-1.5">
          <summary className="w-fit text-quiet text-table">What it was asked</summary>
          <div className="mt-1 border-line border-l-2 pl-2.5">
            <ToolValue value={span.tool.arguments} />
          </div>
        </details>
      )}
      {span.error?.stack && (
        <details className="mt-1.5">
          <summary className="w-fit text-quiet text-table">Stack</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled with the keyboard too */}
          <pre tabIndex={0} className="mt-1 max-h-72 overflow-auto font-mono text-[11px] leading-relaxed">
            {seenText(span.error.stack)}
          </pre>
        </details>
      )}
    </li>
  );
}

const shortName = (span: Span) => shownName(shortNameOf(span));
