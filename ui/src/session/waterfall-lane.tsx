import { X } from "lucide-react";
import { memo } from "react";
import { formatDuration } from "../../../receiver/src/format.ts";
import { familyOf, type KindFamily } from "../../../receiver/src/model/kind-family.ts";
import { shownName } from "../parts/shown-name.ts";
import type { SpanName } from "../session-search.ts";
import type { Lane, LaneBar } from "./lanes.ts";
import type { TimeScale } from "./time-scale.ts";

interface LaneRowsProps {
  readonly lane: Lane;
  readonly scale: TimeScale;
  /** `trace/span` */
  readonly selected: string | undefined;
  readonly onSelect: (span: SpanName) => void;
}

const rowHeight = 24;
/** A bar that is narrower has no words in it. */
const roomForWords = 56;

const fills: Readonly<Record<KindFamily, string>> = {
  agent: "bg-agent",
  llm: "bg-llm",
  tool: "bg-tool",
  retrieval: "bg-retrieval",
  guardrail: "bg-guardrail",
  operation: "bg-operation",
  event: "bg-operation",
};

/** The steps of one agent, as bars in time. */
export const LaneRows = memo(function LaneRows({ lane, scale, selected, onSelect }: LaneRowsProps) {
  return (
    <ol
      aria-label={`Steps of ${shownName(lane.agent) || "no agent"}`}
      className="relative my-1 shrink-0"
      style={{ width: scale.width, height: lane.rows.length * rowHeight }}
    >
      {lane.rows.flatMap((row, place) =>
        apart(row, scale, selected).map(({ bar, left, width }) => (
          <li key={bar.key} className="contents">
            <Bar {...{ bar, left, width, top: place * rowHeight, isOn: bar.key === selected, onSelect }} />
          </li>
        )),
      )}
    </ol>
  );
});

interface Placed {
  readonly bar: LaneBar;
  readonly left: number;
  readonly width: number;
}

/** Of bars that would stand on the same pixels the first is drawn, what failed and what is selected always. */
function apart(row: readonly LaneBar[], scale: TimeScale, selected: string | undefined): readonly Placed[] {
  let last = -1;
  return row.flatMap((bar) => {
    const left = scale.xAt(bar.from);
    const width = Math.max(3, scale.xAt(bar.to) - left - 1);
    if (left + width <= last + 1 && bar.status !== "error" && bar.key !== selected) return [];
    last = Math.max(last, left + width);
    return [{ bar, left, width }];
  });
}

interface BarProps extends Placed {
  readonly top: number;
  readonly isOn: boolean;
  readonly onSelect: (span: SpanName) => void;
}

function Bar({ bar, left, width, top, isOn, onSelect }: BarProps) {
  const { kind, status, isHolder } = bar;
  const hue = status === "error" ? "error" : familyOf(kind);
  const fill = hue === "error" ? "bg-error" : fills[hue];
  const name = shownName(bar.name);
  const took = status === "running" ? "running" : formatDuration(bar.to - bar.from);
  const words = `${kind} ${name}${status === "error" ? ", failed" : ""}, ${took}, after ${formatDuration(bar.from)}`;
  return (
    <button
      type="button"
      data-bar={bar.key}
      aria-label={words}
      aria-pressed={isOn}
      title={words}
      onClick={() => onSelect(bar.span)}
      className={`absolute flex items-center overflow-hidden rounded-xs text-left text-[11px] leading-none ${isOn ? "z-1 outline-2 outline-accent outline-offset-1" : ""}`}
      style={{ left, width, top: top + 2, height: rowHeight - 4 }}
    >
      {isHolder ? (
        <span className={`absolute inset-x-0 top-[7px] h-1.5 rounded-xs opacity-60 ${fill}`} aria-hidden />
      ) : (
        <span className={`absolute inset-0 ${fill} ${status === "running" ? "animate-breathe" : ""}`} aria-hidden />
      )}
      {width >= roomForWords && !isHolder && (
        <span className="relative flex min-w-0 items-center gap-1 px-1.5 font-medium text-ground">
          {status === "error" && <X size={11} strokeWidth={3} className="shrink-0" aria-hidden />}
          <span className="truncate leading-tight">{name}</span>
        </span>
      )}
      {width >= 11 && width < roomForWords && status === "error" && !isHolder && (
        <X size={11} strokeWidth={3} className="relative mx-auto text-ground" aria-hidden />
      )}
    </button>
  );
}
