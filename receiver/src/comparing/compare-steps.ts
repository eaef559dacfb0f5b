import type { Likeness } from "./align-lists.ts";
import { alignTrees } from "./align-trees.ts";
import type { Allowance } from "./allowance.ts";
import { type Change, changesBetween } from "./changes.ts";
import type { ComparedStep } from "./compared-step.ts";
import { type Difference, differenceOf } from "./difference.ts";
import { Telling } from "./messages.ts";
import { treeOf } from "./tree.ts";

export type PairStatus = "same" | "changed" | "added" | "removed";

export interface StepPair {
  /** `same`: it did and said the same; how long it took and what it used may differ. */
  readonly status: PairStatus;
  readonly left: ToldStep | null;
  readonly right: ToldStep | null;
  readonly changes: readonly Change[];
  /** Of a pair with both sides. */
  readonly difference: Difference | null;
}

/** A step without what was said in it. */
export type ToldStep = Omit<ComparedStep, "said">;

/**
 * Pairs the steps of two traces by structure, in the order of their trees; each step is in one pair. Yields now and then,
 * so that others may work.
 */
export function* compareSteps(
  left: readonly ComparedStep[],
  right: readonly ComparedStep[],
  allowance: Allowance,
): Generator<undefined, readonly StepPair[]> {
  const likeTree = (steps: readonly ComparedStep[]) => ({ ...treeOf(steps), likeness: steps.map(likenessOf) });
  const telling = new Telling();
  const pairs: StepPair[] = [];
  for (const [one, other] of alignTrees(likeTree(left), likeTree(right))) {
    pairs.push(pairOf(left[one], right[other], { allowance, telling, at: pairs.length }));
    yield;
  }
  return pairs;
}

function pairOf(
  left: ComparedStep | undefined,
  right: ComparedStep | undefined,
  retelling: Parameters<typeof changesBetween>[2],
): StepPair {
  const sides = { left: left === undefined ? null : told(left), right: right === undefined ? null : told(right) };
  if (left === undefined || right === undefined)
    return { status: left === undefined ? "added" : "removed", ...sides, changes: [], difference: null };
  const changes = changesBetween(left, right, retelling);
  const status = changes.length === 0 ? "same" : "changed";
  return { status, ...sides, changes, difference: differenceOf(left, right) };
}

const told = ({ said: _, ...step }: ComparedStep): ToldStep => step;

function likenessOf({ kind, name, toolName, agentName, model, said }: ComparedStep): Likeness {
  const own = model === null || model === "" ? name : name.replaceAll(model, "");
  const label = `${kind} ${kind === "agent" ? (agentName ?? own) : (toolName ?? own)}`;
  const about = said.arguments ?? said.input.at(-1) ?? null;
  return { kind, name, label, whole: about === null ? label : `${label} ${about.json.slice(0, mostCompared)}` };
}

/** In characters. */
const mostCompared = 2000;
