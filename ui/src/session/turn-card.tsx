import { formatDuration, formatMoment } from "../../../receiver/src/format.ts";
import type { Span } from "../../../receiver/src/model/span.ts";
import { SaidText } from "../markdown/said-text.tsx";
import { KindMark, StatusMark } from "../parts/marks.tsx";
import { Money, TokenCount } from "../parts/numbers.tsx";
import { seenText } from "../parts/seen-text.ts";
import { shownName } from "../parts/shown-name.ts";
import type { SpanName } from "../session-search.ts";
import { hasCost } from "../trace/has-cost.ts";
import { PromptChange } from "./prompt-change.tsx";
import { SaidCards } from "./said-cards.tsx";
import type { Turn } from "./thread-turns.ts";
import type { TranscriptTurn } from "./transcript.ts";

interface TurnCardProps {
  readonly item: TranscriptTurn;
  readonly isSelected: boolean;
  /** The model has not answered yet. */
  readonly isUnderWay: boolean;
  readonly onSelect: (span: SpanName) => void;
}

/** One call: what it was told anew, what it answered, and beside it what that took. */
export function TurnCard({ item: { turn, heard, answered }, isSelected, isUnderWay, onSelect }: TurnCardProps) {
  const { call, system, isAskedAgain } = turn;
  const isSilent = heard.length + answered.length === 0 && !isAskedAgain && !isUnderWay;
  return (
    <div
      className={`grid gap-x-4 gap-y-1.5 rounded-box border-l-2 py-1 pl-3 md:grid-cols-[minmax(0,1fr)_7.5rem] ${isSelected ? "border-accent bg-picked/40" : "border-transparent"}`}
    >
      <button
        type="button"
        onClick={() => onSelect(call)}
        className="flex min-w-0 items-center gap-1.5 text-left text-table hover:underline md:col-span-2"
      >
        <KindMark kind={call.kind} />
        <span className="truncate font-semibold">{shownName(call.agentName ?? call.name)}</span>
        <span className="truncate text-quiet">{shownName(call.model ?? call.responseModel ?? "")}</span>
        {call.status !== "ok" && <StatusMark status={call.status} size={13} />}
      </button>
      <div className="min-w-0 space-y-2">
        {system && <SystemPrompt {...system} />}
        {isAskedAgain && <p className="text-quiet text-table">The same was asked once more.</p>}
        <SaidCards said={heard} onSelect={onSelect} />
        {isUnderWay ? (
          <p className="animate-breathe text-running text-table">The model is answering…</p>
        ) : (
          <SaidCards said={answered} onSelect={onSelect} />
        )}
        {call.error && !isUnderWay && (
          <p className="whitespace-pre-wrap rounded-box bg-error-ground px-3 py-2 text-error text-table [overflow-wrap:anywhere]">
            {seenText(call.error.message || call.error.type || "")}
          </p>
        )}
        {isSilent && !call.error && (
          <p className="text-quiet text-table">Nothing new was said, or it was not recorded.</p>
        )}
      </div>
      <Margin call={call} isUnderWay={isUnderWay} />
    </div>
  );
}

/** When, how long, how much: under the turn where there is no room beside it. */
function Margin({ call, isUnderWay }: { call: Span; isUnderWay: boolean }) {
  return (
    <p className="flex flex-wrap content-start gap-x-3 text-[11px] text-quiet tabular-nums md:flex-col md:flex-nowrap md:items-end md:text-right">
      <time title={formatMoment(call.startTime)}>{formatMoment(call.startTime).slice(11, 19)}</time>
      {!isUnderWay && (
        <>
          {call.durationNanos && <span>{formatDuration(Number(call.durationNanos))}</span>}
          {call.timeToFirstTokenNanos && (
            <span title="until the first token">first after {formatDuration(Number(call.timeToFirstTokenNanos))}</span>
          )}
          {call.tokens && (
            <span>
              <TokenCount tokens={call.tokens} /> tokens
            </span>
          )}
          {hasCost(call) && (
            <span>
              <Money cost={call.cost} />
            </span>
          )}
        </>
      )}
    </p>
  );
}

function SystemPrompt({ text, before }: NonNullable<Turn["system"]>) {
  return (
    <details className="rounded-box border border-line bg-ground px-3 py-2">
      <summary className="text-quiet text-table">
        {before === null ? "System prompt" : "System prompt, changed"}, {text.length.toLocaleString("en-US")} characters
      </summary>
      <div dir="auto" className="mt-1.5">
        {before === null ? <SaidText text={text} /> : <PromptChange before={before} text={text} />}
      </div>
    </details>
  );
}
