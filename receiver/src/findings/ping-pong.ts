import type { Step } from "../model/step.ts";
import { follows, groupedBy, isModelCall, short, times } from "./calls.ts";
import type { Found, Rule, Story } from "./rule.ts";
import type { Thresholds } from "./thresholds.ts";

/**
 * Two agents that hand the work to each other, to and fro: as equals beside each other, or each inside the other. One
 * that calls another as its helper, again and again, is none of it: its helper lies below it and hands nothing back.
 */
export const pingPong: Rule = { name: "ping-pong", find };

function* find(story: Story, thresholds: Thresholds): Generator<Found> {
  for (const turns of besideEachOther(story)) yield* alternations(turns, thresholds);
  yield* insideEachOther(story, thresholds);
}

/** Agents below one span by start; where there are none, the calls of agents. */
function* besideEachOther({ steps }: Story): Generator<readonly Step[]> {
  const agents = groupedBy(steps, (step) => (step.kind === "agent" ? step.parentSpanId : undefined));
  yield* agents.values();
  const calls = groupedBy(steps, (step) => (isModelCall(step) && step.agentName ? step.parentSpanId : undefined));
  for (const [parent, ofParent] of calls) if (!agents.has(parent)) yield ofParent;
}

const agentOf = ({ agentName, name }: Step) => agentName || name;

function* alternations(turns: readonly Step[], { pingPongHandOffs }: Thresholds): Generator<Found> {
  let stretch: Step[] = [];
  for (const step of turns) {
    const last = stretch.at(-1);
    if (last !== undefined && agentOf(last) === agentOf(step) && follows(step, last)) {
      stretch[stretch.length - 1] = step;
      continue;
    }
    const beforeLast = stretch.at(-2);
    const goesOn = last !== undefined && follows(step, last);
    if (goesOn && (beforeLast === undefined || agentOf(beforeLast) === agentOf(step))) {
      stretch.push(step);
      continue;
    }
    yield* told(stretch, pingPongHandOffs);
    stretch = goesOn ? [last, step] : [step];
  }
  yield* told(stretch, pingPongHandOffs);
}

/** Each agent's chain of the agents around it, as long as two names alternate in it; found from above to below. */
function* insideEachOther(story: Story, { pingPongHandOffs }: Thresholds): Generator<Found> {
  const chains = new Map<Step, Chain>();
  const above = nearestAgents(story);
  for (const step of story.steps) {
    if (step.kind === "agent") chainOf(step, above, chains);
  }
  const inner = new Set([...above.values()].filter((one) => one !== undefined));
  for (const [step, { handOffs }] of chains) {
    if (inner.has(step) || handOffs < pingPongHandOffs) continue;
    const steps: Step[] = [];
    for (let at: Step | undefined = step; at !== undefined && steps.length <= handOffs; at = above.get(at))
      steps.unshift(at);
    yield* told(steps, pingPongHandOffs);
  }
}

interface Chain {
  readonly handOffs: number;
  readonly around: string;
}

function chainOf(from: Step, above: ReadonlyMap<Step, Step | undefined>, chains: Map<Step, Chain>): void {
  const path: Step[] = [];
  for (let at: Step | undefined = from; at !== undefined && !chains.has(at); at = above.get(at)) {
    chains.set(at, { handOffs: 0, around: "" });
    path.push(at);
  }
  for (const step of path.reverse()) {
    const outer = above.get(step);
    const chain = outer && chains.get(outer);
    if (outer === undefined || chain === undefined || agentOf(outer) === agentOf(step)) continue;
    const goesOn = chain.handOffs === 0 || chain.around === agentOf(step);
    chains.set(step, { handOffs: goesOn ? chain.handOffs + 1 : 1, around: agentOf(outer) });
  }
}

/** The agent around each agent. Parents that go round in a circle end where they come back. */
function nearestAgents({ steps, byId }: Story): ReadonlyMap<Step, Step | undefined> {
  const known = new Map<string, Step | undefined>();
  const found = new Map<Step, Step | undefined>();
  for (const step of steps) {
    if (step.kind !== "agent") continue;
    const path: string[] = [];
    let at = byId.get(step.parentSpanId);
    while (at !== undefined && at.kind !== "agent" && !known.has(at.spanId)) {
      known.set(at.spanId, undefined);
      path.push(at.spanId);
      at = byId.get(at.parentSpanId);
    }
    const nearest = at?.kind === "agent" ? at : at && known.get(at.spanId);
    for (const id of path) known.set(id, nearest);
    found.set(step, nearest === step ? undefined : nearest);
  }
  return found;
}

function* told(steps: readonly Step[], least: number): Generator<Found> {
  const [first, second] = steps;
  const handOffs = steps.length - 1;
  if (first === undefined || second === undefined || handOffs < least) return;
  const [one, other] = [short(agentOf(first), 80), short(agentOf(second), 80)];
  yield {
    severity: "warning",
    title: `${one} and ${other} handed the work to and fro ${times(handOffs)}.`,
    steps,
    facts: { agent: one, other, handOffs },
  };
}
