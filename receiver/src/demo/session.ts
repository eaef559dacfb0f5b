import type { Agent } from "./agents/agent.ts";
import { analyst } from "./agents/analyst.ts";
import { billing } from "./agents/billing.ts";
import { coder } from "./agents/coder.ts";
import { planner } from "./agents/planner.ts";
import { researcher } from "./agents/researcher.ts";
import { support } from "./agents/support.ts";
import { type Memory, remember } from "./chat.ts";
import { assistant } from "./message.ts";
import type { Random } from "./random.ts";
import { tellRetrieval } from "./retrieval.ts";
import type { Cast, Scene, Story } from "./scene.ts";
import { fill, type Topic, topicFrom } from "./text.ts";
import { memoryOf, type Turn, tellTurn } from "./turn.ts";

/** How often each comes up: support answers all day, planners are rare. */
const roster: readonly Agent[] = [
  support,
  support,
  support,
  support,
  coder,
  coder,
  researcher,
  analyst,
  analyst,
  planner,
];

export function castOf(agent: Agent, random: Random): Cast {
  const environment = random.chance(0.85) ? "production" : random.pick(["staging", "development"]);
  return {
    sessionId: `${agent.name}-${random.hex(6)}`,
    userId: `user-${String(random.between(1, 60)).padStart(3, "0")}`,
    platform: random.pick(agent.platforms),
    environment,
    release: random.pick(["2026.11.2", "2026.11.3", "2026.11.3", "2026.12.0-rc.1"]),
    tags: [...new Set([random.pick(agent.tags), random.pick(agent.tags), environment])],
  };
}

export function storyOf(cast: Cast): Story {
  return { cast, spans: [], logs: [], uses: [] };
}

/** A whole session that begins at `start`: one trace for each turn. */
export function tellSession(random: Random, start: number): Story {
  const agent = random.pick(roster);
  const { story, memory, topic } = begin(random, agent);
  const turns = random.between(...agent.turns);
  for (let [turn, now] = [0, start]; turn < turns; turn++) {
    const scene: Scene = { random, story, traceId: random.hex(16), now };
    const question = fill(random.pick(turn === 0 ? agent.questions : agent.followUps), topic, random);
    const steps = random.between(...agent.steps);
    const course = courseOf(random);
    tellTurn(scene, {
      memory,
      topic,
      question,
      parentSpanId: undefined,
      steps,
      course,
      ...inside(scene, memory, topic),
    });
    now = scene.now + random.lognormal(25_000, 0.9);
  }
  return story;
}

/** A session in the middle of its last tool call; with `end`, in Unix milliseconds, the same one once that is over. */
export function tellUnfinished(random: Random, start: number, end?: number): Story {
  const agent = random.pick([coder, researcher]);
  const { story, memory, topic } = begin(random, agent);
  const scene: Scene = { random, story, traceId: random.hex(16), now: start };
  const question = fill(random.pick(agent.questions), topic, random);
  const course = end === undefined ? "still running" : "well";
  tellTurn(scene, {
    memory,
    topic,
    question,
    parentSpanId: undefined,
    steps: random.between(3, 7),
    course,
    busyUntil: end,
  });
  return story;
}

function begin(random: Random, agent: Agent) {
  const topic = topicFrom(random);
  const story = storyOf(castOf(agent, random));
  return { story, topic, memory: memoryOf(agent, random.pick(agent.models), topic, random) };
}

function courseOf(random: Random): Turn["course"] & string {
  const drawn = random.uniform();
  if (drawn < 0.015) return "retry storm";
  return drawn < 0.03 ? "cut short" : "well";
}

/** What happens in a turn besides tools: sub-agents, documents, a hand-off. */
function inside(scene: Scene, memory: Memory, topic: Topic): Pick<Turn, "within"> {
  const { agent } = memory;
  if (agent === planner) return { within: (spanId) => delegate(scene, topic, spanId) };
  if (agent === researcher) return { within: (spanId) => tellRetrieval(scene, agent, topic, spanId) };
  if (agent === support && scene.random.chance(0.2))
    return { within: (spanId) => handOff(scene, memory, topic, spanId) };
  return {};
}

/** Sub-agents start together and work side by side; the planner goes on when the slowest is done. */
function delegate(scene: Scene, topic: Topic, parentSpanId: string): string {
  const { random } = scene;
  const team = [researcher, analyst, coder].slice(0, random.between(2, 3));
  const start = scene.now + random.lognormal(900, 0.3);
  let slowest = start;
  const reports = team.map((agent) => {
    scene.now = start + random.between(1, 20);
    const memory = memoryOf(agent, random.pick(agent.models), topic, random);
    const question = fill(random.pick(agent.questions), topic, random);
    const answer = tellTurn(scene, { memory, topic, question, parentSpanId, steps: random.between(...agent.steps) });
    slowest = Math.max(slowest, scene.now);
    return `${agent.name} reports:\n${answer ?? "nothing, it failed"}`;
  });
  scene.now = slowest;
  return reports.join("\n\n");
}

function handOff(scene: Scene, { model }: Memory, topic: Topic, parentSpanId: string): string {
  const memory = memoryOf(billing, model, topic, scene.random);
  remember(
    memory,
    assistant({ type: "text", content: `Handing over ${topic.order}: ${topic.amount} EUR are in question.` }),
  );
  const question = fill(scene.random.pick(billing.questions), topic, scene.random);
  const answer = tellTurn(scene, { memory, topic, question, parentSpanId, steps: 1 });
  return `The billing agent decided:\n${answer ?? "nothing yet"}`;
}
