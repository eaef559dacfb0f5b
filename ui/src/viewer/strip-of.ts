import { familyOf } from "../../../receiver/src/model/kind-family.ts";
import type { Shape, Skeleton } from "../../../receiver/src/skeleton/read-skeleton.ts";
import { flag } from "../../../receiver/src/skeleton/wire.ts";
import type { StripStep } from "../strip/strip-steps.ts";

/** More steps than this are gathered by time, and neighbours share a tick. */
const most = 400;

/** What services do beside the work of an agent. */
const aside: ReadonlySet<string> = new Set(["http", "db", "span"]);

type Columns = Pick<Skeleton, "rows" | "start" | "duration" | "flags" | "shape" | "shapes"> & {
  readonly extent: number;
};

/** A step, and the row it is told in; of several the one that failed first, or is the first of them. */
export interface TraceStep extends StripStep {
  readonly row: number;
}

/** The steps of a trace as its strip draws them, in the order of their start. Linear in the rows. */
export function stepsOf(columns: Columns): readonly TraceStep[] {
  const rows = shownRows(columns);
  if (rows.length <= most) return rows.map((row) => stepAt(columns, row)).sort((one, other) => one.start - other.start);
  return gathered(columns, rows);
}

/** What is beside the work is left out, unless it failed or there is nothing else. */
function shownRows({ rows, flags, shape, shapes }: Columns): readonly number[] {
  const isAside = shapes.map(({ kind }) => aside.has(kind));
  const [work, all]: [number[], number[]] = [[], []];
  for (let row = 0; row < rows; row += 1) {
    const said = flags[row] as number;
    if ((said & (flag.missing | flag.duplicate)) !== 0) continue;
    all.push(row);
    if (!isAside[shape[row] as number] || (said & flag.status) === 1) work.push(row);
  }
  return work.length > 0 ? work : all;
}

function stepAt({ start, duration, flags, shape, shapes }: Columns, row: number): TraceStep {
  const said = flags[row] as number;
  return {
    ...named(shapes[shape[row] as number]),
    start: start[row] as number,
    duration: isOpen(said) ? null : Math.max(0, duration[row] as number),
    count: 1,
    failed: (said & flag.status) === 1 ? 1 : 0,
    row,
  };
}

const isOpen = (said: number) => (said & flag.ended) === 0 && (said & flag.status) === 2;

function named(shape: Shape | undefined): Pick<StripStep, "kind" | "name" | "agent"> {
  const { kind = "span", name = "", agent = "", model = "", tool = "" } = shape ?? {};
  const family = familyOf(kind);
  const own = family === "agent" ? agent : family === "llm" ? model : family === "tool" ? tool : "";
  return { kind, name: own || name, agent };
}

/** A step for each stretch of time in which any begins: named as most of its steps are, and as long as the longest. */
function gathered(columns: Columns, rows: readonly number[]): readonly TraceStep[] {
  const { start, shape, shapes, extent } = columns;
  const stretches: (TraceStep | undefined)[] = new Array(most);
  const alike = new Map<number, number>();
  const mostAlike = new Uint32Array(most);
  for (const row of rows) {
    const at = Math.min(most - 1, Math.floor(((start[row] as number) / Math.max(1, extent)) * most));
    const look = at * shapes.length + (shape[row] as number);
    const count = (alike.get(look) ?? 0) + 1;
    alike.set(look, count);
    const step = stepAt(columns, row);
    const before = stretches[at];
    const isMost = count > (mostAlike[at] as number);
    if (isMost) mostAlike[at] = count;
    stretches[at] = before === undefined ? step : joined(before, step, isMost);
  }
  return stretches.filter((step) => step !== undefined);
}

function joined(before: TraceStep, step: TraceStep, isMost: boolean): TraceStep {
  const { kind, name, agent } = isMost ? step : before;
  const isRunning = before.duration === null || step.duration === null;
  return {
    ...{ kind, name, agent },
    start: Math.min(before.start, step.start),
    duration: isRunning ? null : Math.max(before.duration ?? 0, step.duration ?? 0),
    count: before.count + 1,
    failed: before.failed + step.failed,
    row: before.failed === 0 && step.failed > 0 ? step.row : before.row,
  };
}
