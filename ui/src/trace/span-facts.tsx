import type { ReactNode } from "react";
import { formatMoment } from "../../../receiver/src/format.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { StatusMark } from "../parts/marks.tsx";
import { Took } from "../parts/numbers.tsx";
import { hasCost } from "./has-cost.ts";
import type { KnownSpan } from "./span-panel.tsx";
import { CostOfCall, TokenParts } from "./use.tsx";

interface SpanFactsProps {
  readonly spanId: string;
  readonly known: KnownSpan | null;
  /** The whole span, when it is there. */
  readonly span: Span | undefined;
}

const statusWords = { ok: "ok", error: "failed", running: "running" } as const;

/** What a span is, line by line; what is known at once stands where it will stay. */
export function SpanFacts({ spanId, known, span }: SpanFactsProps) {
  if (known === null) return null;
  const facts: [string, ReactNode][] = [
    [
      "Status",
      <span key="status" className="inline-flex items-center gap-1.5">
        <StatusMark status={known.status} size={13} /> {statusWords[known.status]}
      </span>,
    ],
    ["Took", <Took key="took" nanos={known.durationNanos} since={known.startTime} />],
    ["Began", formatMoment(known.startTime)],
    [
      "Span",
      <span key="span" className="flex items-center gap-1 font-mono">
        {spanId} <CopyButton text={spanId} what="span id" />
      </span>,
    ],
    ["Kind", known.kind],
    ["Service", known.service],
    ["Agent", known.agentName],
    ["Model", span ? modelOf(span) : known.model],
    ["User", span?.userId],
    ["Tags", span?.tags.join(", ")],
    ["Tokens", span?.tokens && <TokenParts key="tokens" tokens={span.tokens} />],
    ["Cost", span && hasCost(span) && <CostOfCall key="cost" span={span} />],
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
    </dl>
  );
}

/** As it answered, and as it was asked where that differs. */
function modelOf({ model, responseModel }: Span): string | null {
  if (!responseModel || !model || responseModel === model) return responseModel ?? model;
  return `${responseModel}, asked as ${model}`;
}
