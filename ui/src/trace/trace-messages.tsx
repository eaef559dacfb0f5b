import { formatDuration } from "../../../receiver/src/format.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { SaidText } from "../markdown/said-text.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { Money, TokenCount } from "../parts/numbers.tsx";
import { seenText } from "../parts/seen-text.ts";
import { type Turn, turnsOf } from "./added-messages.ts";
import { hasCost } from "./has-cost.ts";
import { Messages } from "./messages.tsx";

interface TraceMessagesProps {
  readonly spans: readonly Span[];
  readonly onSelect: (spanId: string) => void;
}

/** What was said in a trace, in order: of each call what it added. */
export function TraceMessages({ spans, onSelect }: TraceMessagesProps) {
  const turns = turnsOf(spans);
  if (turns.length === 0) {
    return <p className="text-quiet">No model was called here, or its messages were not recorded.</p>;
  }
  return (
    <ol className="mx-auto max-w-4xl space-y-5">
      {turns.map((turn) => (
        <TurnCard key={turn.call.spanId} turn={turn} onSelect={onSelect} />
      ))}
    </ol>
  );
}

function TurnCard({
  turn: { call, system, input, output },
  onSelect,
}: { turn: Turn } & Pick<TraceMessagesProps, "onSelect">) {
  const isSilent = system === null && input.length + output.length === 0;
  return (
    <li className="space-y-2">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-quiet text-table tabular-nums">
        <button
          type="button"
          onClick={() => onSelect(call.spanId)}
          className="flex min-w-0 items-center gap-1.5 font-semibold text-ink hover:underline"
        >
          <KindMark kind={call.kind} /> <span className="truncate">{call.name || "(no name)"}</span>
        </button>
        {call.status !== "ok" && <StatusMark status={call.status} size={13} />}
        {call.agentName && <span>{call.agentName}</span>}
        <span className="ml-auto">{call.durationNanos && formatDuration(Number(call.durationNanos))}</span>
        {call.tokens && (
          <span>
            <TokenCount tokens={call.tokens} /> tokens
          </span>
        )}
        {hasCost(call) && <Money cost={call.cost} />}
      </p>
      {system !== null && (
        <details className="rounded-box border border-line bg-ground px-3 py-2">
          <summary className="text-quiet text-table">
            System prompt, {system.length.toLocaleString("en-US")} characters
          </summary>
          <SaidText text={system} />
        </details>
      )}
      <Messages messages={input} />
      <Messages messages={output} />
      {call.error && <p className="text-error text-table [overflow-wrap:anywhere]">{seenText(call.error.message)}</p>}
      {isSilent && <p className="text-quiet text-table">Nothing new was said, or it was not recorded.</p>}
    </li>
  );
}
