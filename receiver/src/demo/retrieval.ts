import type { Agent } from "./agents/agent.ts";
import { embeddings } from "./agents/models.ts";
import { type Scene, tell } from "./scene.ts";
import { fill, type Topic } from "./text.ts";

/** Looks into the agent's own documents before the work starts; gives what was found as text. */
export function tellRetrieval(scene: Scene, agent: Agent, topic: Topic, parentSpanId: string): string {
  const { random } = scene;
  const spanId = random.hex(8);
  const start = scene.now;
  const query = `${topic.subject} in ${topic.city}`;
  tellEmbedding(scene, agent, query, spanId);
  scene.now += random.lognormal(60, 0.5);
  const found = Array.from({ length: 4 }, (_, i) => ({
    id: `doc-${random.between(1000, 9999)}`,
    score: Number((0.91 - i * 0.07).toFixed(2)),
    content: fill(random.pick(agent.answers), topic, random),
  }));
  tell(scene, {
    agent,
    name: "retrieval library",
    kind: 3,
    spanId,
    parentSpanId,
    start,
    end: scene.now,
    attributes: {
      "gen_ai.operation.name": "retrieval",
      "gen_ai.data_source.id": "library",
      "gen_ai.agent.name": agent.name,
      "gen_ai.retrieval.query.text": query,
      "gen_ai.retrieval.top_k": 4,
      "gen_ai.retrieval.documents": JSON.stringify(found),
    },
  });
  return `What your own library says:\n${found.map(({ id, content }) => `[${id}] ${content}`).join("\n")}`;
}

function tellEmbedding(scene: Scene, agent: Agent, query: string, parentSpanId: string): void {
  const start = scene.now;
  const tokens = Math.ceil(query.length / 4);
  scene.now += scene.random.lognormal(70, 0.4);
  tell(scene, {
    agent,
    name: `embeddings ${embeddings.model}`,
    kind: 3,
    spanId: scene.random.hex(8),
    parentSpanId,
    start,
    end: scene.now,
    attributes: {
      "gen_ai.operation.name": "embeddings",
      "gen_ai.provider.name": embeddings.provider,
      "gen_ai.request.model": embeddings.model,
      "gen_ai.response.model": embeddings.responseModel,
      "gen_ai.usage.input_tokens": tokens,
      "gen_ai.embeddings.dimension.count": 1536,
      "gen_ai.agent.name": agent.name,
      "server.address": embeddings.host,
      "server.port": 443,
    },
  });
  scene.story.uses.push({
    agent,
    operation: "embeddings",
    provider: embeddings.provider,
    model: embeddings.model,
    errorType: undefined,
    at: scene.now,
    seconds: (scene.now - start) / 1000,
    input: tokens,
    output: 0,
  });
}
