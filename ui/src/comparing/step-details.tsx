import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatCost, formatCount, formatDuration } from "../../../receiver/src/format.ts";
import { spanQuery } from "../api/queries.ts";
import { Link } from "../parts/link.tsx";
import { KindMark } from "../parts/marks.tsx";
import { SidePanel } from "../parts/side-panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { paths } from "../paths.ts";
import { SpanContent } from "../trace/span-content.tsx";
import type { StepPair } from "./compare-query.ts";
import { keyOfStep, type StepRow } from "./comparison-rows.ts";
import { Difference, PairMark } from "./differed-mark.tsx";
import { countDiffered, moneyDiffered, timeDiffered } from "./difference-words.ts";
import { StepChange } from "./step-change.tsx";

interface StepDetailsProps {
  readonly project: string;
  readonly row: StepRow;
  /** Selects another step by its key. */
  readonly onSelect: (key: string) => void;
  readonly onClose: () => void;
}

const widths = { least: 320, usual: 520, most: 1200 };
const said = {
  same: "It did and said the same on both sides.",
  changed: "",
  added: "Only the right side has this step.",
  removed: "Only the left side has this step.",
} as const;

/** What became of one step: beside the list, or on a phone a sheet over it. */
export function StepDetails({ project, row, onSelect, onClose }: StepDetailsProps) {
  const { step, trace } = row;
  const shown = step.right ?? step.left;
  const name = shown?.name || "Step";
  return (
    <SidePanel
      name={name}
      of="step"
      widths={widths}
      marks={
        <>
          <PairMark status={step.status} />
          <KindMark kind={shown?.kind ?? ""} size={12} />
        </>
      }
      onClose={onClose}
    >
      <Measures project={project} row={row} />
      {said[step.status] && <p className="mx-4 mt-3 text-quiet">{said[step.status]}</p>}
      {step.changes.map((change) => (
        <StepChange
          key={change.field}
          change={change}
          onTold={(at) => {
            const earlier = trace.steps[at];
            if (earlier) onSelect(keyOfStep(trace, earlier));
          }}
        />
      ))}
      <OnlyOne project={project} row={row} />
    </SidePanel>
  );
}

function Measures({ project, row: { step, trace } }: { project: string; row: StepRow }) {
  const { left, right, difference } = step;
  return (
    <table className="mx-4 mt-3 w-[calc(100%-2rem)] text-table tabular-nums [&_td]:py-0.5 [&_td]:text-right [&_th]:py-0.5 [&_th]:font-normal [&_th]:text-quiet">
      <thead>
        <tr>
          <td />
          <th className="text-right">
            <SpanLink project={project} traceId={trace.left?.traceId} step={left} words="Left" />
          </th>
          <th className="text-right">
            <SpanLink project={project} traceId={trace.right?.traceId} step={right} words="Right" />
          </th>
          <th className="text-right">Difference</th>
        </tr>
      </thead>
      <tbody>
        <Measure name="Took" left={left} right={right} say={({ durationNanos }) => timeWords(durationNanos)}>
          {difference && <Difference of={timeDiffered(difference.durationNanos)} isLessBetter />}
        </Measure>
        <Measure
          name="First token"
          left={left}
          right={right}
          say={({ timeToFirstTokenNanos }) => timeWords(timeToFirstTokenNanos)}
        >
          {difference && <Difference of={timeDiffered(difference.timeToFirstTokenNanos)} isLessBetter />}
        </Measure>
        <Measure name="Input" left={left} right={right} say={({ tokens }) => tokens && formatCount(tokens.input)}>
          {difference && <Difference of={countDiffered(difference.tokens?.input)} />}
        </Measure>
        <Measure name="Output" left={left} right={right} say={({ tokens }) => tokens && formatCount(tokens.output)}>
          {difference && <Difference of={countDiffered(difference.tokens?.output)} />}
        </Measure>
        <Measure name="Cost" left={left} right={right} say={({ cost }) => cost && formatCost(cost)}>
          {difference && <Difference of={moneyDiffered(difference.cost)} isLessBetter />}
        </Measure>
      </tbody>
    </table>
  );
}

const timeWords = (nanos: string | null) => (nanos === null ? null : formatDuration(Number(nanos)));

type Step = NonNullable<StepPair["left"]>;

interface SpanLinkProps {
  readonly project: string;
  readonly traceId: string | undefined;
  readonly step: Step | null;
  readonly words: string;
}

function SpanLink({ project, traceId, step, words }: SpanLinkProps) {
  if (!step || !traceId) return <span>{words}</span>;
  return (
    <Link
      to={paths.trace(project, traceId, { span: step.spanId })}
      title={`This span on the ${words.toLowerCase()} side`}
      className="text-accent hover:underline"
    >
      {words}
    </Link>
  );
}

interface MeasureProps {
  readonly name: string;
  readonly left: Step | null;
  readonly right: Step | null;
  readonly say: (step: Step) => string | null;
  readonly children: ReactNode;
}

/** Nothing, where neither side says. */
function Measure({ name, left, right, say, children }: MeasureProps) {
  const [one, other] = [left && say(left), right && say(right)];
  if (one === null && other === null) return null;
  return (
    <tr>
      <th scope="row" className="text-left">
        {name}
      </th>
      <td>{one ?? <span className="text-quiet">–</span>}</td>
      <td>{other ?? <span className="text-quiet">–</span>}</td>
      <td>{children}</td>
    </tr>
  );
}

/** All that was said in a step without a counterpart. */
function OnlyOne({ project, row: { step, trace } }: { project: string; row: StepRow }) {
  const side = step.status === "added" ? trace.right : step.status === "removed" ? trace.left : null;
  const spanId = (step.right ?? step.left)?.spanId;
  if (!side || !spanId) return null;
  return <Said project={project} traceId={side.traceId} spanId={spanId} />;
}

function Said({ project, traceId, spanId }: { project: string; traceId: string; spanId: string }) {
  const asked = useQuery(spanQuery(project, traceId, spanId));
  return asked.data ? <SpanContent span={asked.data} /> : <Waiting asked={asked} rows={5} />;
}
