import type { Kind } from "../model/span.ts";
import type { StepColumns } from "../model/step-columns.ts";
import { byOwner, type Family } from "./family.ts";
import type { Spells } from "./spells.ts";

export const workKinds = ["model", "tool", "retrieval", "agent", "other"] as const;
export type WorkKind = (typeof workKinds)[number];

const kindsOfWork: Readonly<Partial<Record<Kind, WorkKind>>> = {
  llm: "model",
  embedding: "model",
  rerank: "model",
  tool: "tool",
  retrieval: "retrieval",
  memory: "retrieval",
  agent: "agent",
  workflow: "agent",
  session: "agent",
};

/** What a step of these kinds does itself is work, whatever stands below it. */
const atWork: ReadonlySet<WorkKind> = new Set(["model", "tool", "retrieval"]);

/** Steps that tell no kind of their own serve the one above them: the request that a call to a model makes is the model's. */
function workKindsOf({ shapeOf, shapes }: StepColumns, { parents, downwards }: Family): Uint8Array {
  const ofShape = shapes.map(({ kind }) => workKinds.indexOf(kindsOfWork[kind] ?? "other"));
  const other = workKinds.indexOf("other");
  const kinds = new Uint8Array(parents.length);
  for (const at of downwards) {
    const own = ofShape[shapeOf[at] as number] ?? other;
    const above = parents[at] === -1 ? other : (kinds[parents[at] as number] as number);
    kinds[at] = own === other && atWork.has(workKinds[above] as WorkKind) ? above : own;
  }
  return kinds;
}

/** Stretches of time in no order, some over others. */
export class Stretches {
  private readonly froms: number[] = [];
  private readonly tos: number[] = [];

  add(from: number, to: number): void {
    if (to <= from) return;
    this.froms.push(from);
    this.tos.push(to);
  }

  /** Together with others. */
  static of(all: readonly Stretches[]): Stretches {
    const joined = new Stretches();
    for (const { froms, tos } of all)
      for (let at = 0; at < froms.length; at += 1) joined.add(froms[at] as number, tos[at] as number);
    return joined;
  }

  /** How long at least one of them lasts, how long all of them together, and how many there are at once at most. */
  measure(): { readonly union: number; readonly sum: number; readonly most: number } {
    const begins = Float64Array.from(this.froms).sort();
    const ends = Float64Array.from(this.tos).sort();
    let [union, sum, most, open, last] = [0, 0, 0, 0, 0];
    for (let [at, closed] = [0, 0]; closed < ends.length; ) {
      const isBegin = at < begins.length && (begins[at] as number) < (ends[closed] as number);
      const moment = (isBegin ? begins[at] : ends[closed]) as number;
      if (open > 0) union += moment - last;
      sum += open * (moment - last);
      last = moment;
      if (isBegin) at += 1;
      else closed += 1;
      open += isBegin ? 1 : -1;
      if (open > most) most = open;
    }
    return { union, sum, most };
  }
}

export interface Works {
  /** By the index of `workKinds`: when steps of that kind worked themselves. */
  readonly byKind: readonly Stretches[];
  /** When steps that only hold others together had none of them running. */
  readonly between: Stretches;
  /** Of each step, the index in `workKinds`. */
  readonly kinds: Uint8Array;
  readonly stepsOfKind: readonly number[];
  /** 1 for a step whose own time is work. */
  readonly isAtWork: Uint8Array;
}

/** A step's own time is when none of those below it runs: work, where it is a model, a tool, a retrieval or holds nothing. */
export function worksOf(steps: StepColumns, family: Family, { from, to }: Spells, byStart: Uint32Array): Works {
  const kinds = workKindsOf(steps, family);
  const { offsets, members } = byOwner(family.parents, byStart);
  const byKind = workKinds.map(() => new Stretches());
  const between = new Stretches();
  const stepsOfKind = workKinds.map(() => 0);
  const isAtWork = new Uint8Array(steps.length);
  for (let at = 0; at < steps.length; at += 1) {
    const kind = kinds[at] as number;
    const [first, end] = [offsets[at] as number, offsets[at + 1] as number];
    const works = first === end || atWork.has(workKinds[kind] as WorkKind);
    const own = works ? (byKind[kind] as Stretches) : between;
    if (works) isAtWork[at] = 1;
    stepsOfKind[kind] = (stepsOfKind[kind] as number) + 1;
    let reached = from[at] as number;
    for (let child = first; child < end && reached < (to[at] as number); child += 1) {
      const place = members[child] as number;
      own.add(reached, Math.min(from[place] as number, to[at] as number));
      reached = Math.max(reached, to[place] as number);
    }
    own.add(reached, to[at] as number);
  }
  return { byKind, between, kinds, stepsOfKind, isAtWork };
}
