import { coder } from "./agents/coder.ts";
import type { Random } from "./random.ts";
import { type Scene, type Story, tell } from "./scene.ts";
import { castOf, storyOf } from "./session.ts";
import { fill, topicFrom } from "./text.ts";
import { memoryOf, tellTurn } from "./turn.ts";

/** One workflow that hands the coder one package after the other, until its trace holds at least `spans` spans. */
export function tellMarathon(random: Random, start: number, spans: number): Story {
  const story = storyOf({ ...castOf(coder, random), tags: ["migration", "night-run"], platform: "ci" });
  const scene: Scene = { random, story, traceId: random.hex(16), now: start };
  const root = random.hex(8);
  for (let part = 0; story.spans.length < spans; part++) tellPackage(scene, root, part);
  tell(scene, {
    agent: coder,
    name: "invoke_workflow monorepo-migration",
    kind: 2,
    spanId: root,
    parentSpanId: undefined,
    start,
    end: scene.now,
    attributes: {
      "gen_ai.operation.name": "invoke_workflow",
      "gen_ai.workflow.name": "monorepo-migration",
      "gen_ai.conversation.id": story.cast.sessionId,
      tags: story.cast.tags,
    },
  });
  return story;
}

/** Three packages are worked on at the same time. */
function tellPackage(scene: Scene, root: string, part: number): void {
  const { random } = scene;
  const start = scene.now;
  const spanId = random.hex(8);
  const topic = topicFrom(random);
  const agent = { ...coder, answerLength: 200 };
  for (let round = random.between(1, 4); round > 0; round--) {
    const memory = memoryOf(agent, random.pick(agent.models), topic, random);
    const question = fill(random.pick(agent.questions), topic, random);
    tellTurn(scene, { memory, topic, question, parentSpanId: spanId, steps: random.between(3, 9) });
  }
  tell(scene, {
    agent,
    name: `migrate ${topic.module} ${part}`,
    kind: 1,
    spanId,
    parentSpanId: root,
    start,
    end: scene.now,
    attributes: { "code.namespace": `packages/${topic.module}`, "migration.part": part },
  });
  if (part % 3 < 2) scene.now = start + random.between(5, 400);
}
