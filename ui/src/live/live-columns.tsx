import { formatMoment } from "../../../receiver/src/format.ts";
import type { Column } from "../parts/item-list.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { Money, TokenCount, Took } from "../parts/numbers.tsx";
import type { LiveSpan } from "./live-events.ts";

/** `10:30:46 ■ kubectl_apply … failed`. */
export const liveColumns: readonly Column<LiveSpan>[] = [
  { label: "Began", width: "4.5rem", cell: (span) => <Clock nanos={span.startTime} /> },
  { label: "Step", width: "minmax(10rem, 1.4fr)", cell: (span) => <Name span={span} /> },
  { label: "Went", width: "minmax(6rem, 0.8fr)", cell: (span) => <Went span={span} /> },
  { label: "Agent", width: "7rem", cell: ({ agentName }) => agentName ?? <Nothing /> },
  { label: "User", width: "5rem", cell: ({ userId }) => userId ?? <Nothing /> },
  { label: "Tokens", width: "4rem", isNumber: true, cell: ({ tokens }) => <TokenCount tokens={tokens} /> },
  { label: "Cost", width: "5.5rem", isNumber: true, cell: (span) => <Cost span={span} /> },
  { label: "Took", width: "5rem", isNumber: true, cell: (span) => <SpanTook span={span} /> },
];

const Nothing = () => <span className="text-quiet">–</span>;

function Clock({ nanos }: { nanos: string }) {
  const moment = formatMoment(nanos);
  return (
    <time title={moment} className="font-mono text-quiet">
      {moment.slice(11, 19)}
    </time>
  );
}

function Name({ span: { kind, name, toolName, model } }: { span: LiveSpan }) {
  const own = (kind === "tool" ? toolName : kind === "llm" ? model : null) || name;
  return (
    <span className="flex min-w-0 items-center gap-2" title={name}>
      <KindMark kind={kind} />
      <span className="min-w-0 truncate font-medium text-body">{own}</span>
    </span>
  );
}

const wentWords = { ok: "done", error: "failed", running: "running" } as const;

function Went({ span: { status, errorType } }: { span: LiveSpan }) {
  return (
    <span className={`flex items-center gap-1.5 ${status === "error" ? "text-error" : "text-quiet"}`}>
      <StatusMark status={status} size={12} />
      <span className="min-w-0 truncate" aria-hidden={errorType ? undefined : true}>
        {errorType ? `failed: ${errorType}` : wentWords[status]}
      </span>
    </span>
  );
}

/** Nobody knows it of what still runs; of what is no call of a model there is none. */
function Cost({ span: { cost, kind, status } }: { span: LiveSpan }) {
  return cost === null && (kind !== "llm" || status === "running") ? <Nothing /> : <Money cost={cost} />;
}

const SpanTook = ({ span: { durationNanos, startTime } }: { span: LiveSpan }) => (
  <Took nanos={durationNanos} since={startTime} />
);

export function LiveCard({ span }: { span: LiveSpan }) {
  return (
    <>
      <span className="flex items-center gap-3">
        <Name span={span} />
        <span className="ml-auto shrink-0 tabular-nums">
          <SpanTook span={span} />
        </span>
      </span>
      <span className="mt-1 flex items-center gap-3 text-table">
        <Clock nanos={span.startTime} />
        <Went span={span} />
      </span>
      <span className="mt-1 flex items-center gap-3 text-quiet text-table">
        <span className="min-w-0 truncate">{[span.agentName, span.userId].filter(Boolean).join(" · ")}</span>
        <span className="ml-auto shrink-0 tabular-nums">
          <Cost span={span} />
        </span>
      </span>
    </>
  );
}
