import { prove } from "./harness.ts";
import { factsOf } from "./vercel-ai-facts.ts";

prove({
  peers: ["ai-7"],
  scenarios: "vercel-ai",
  facts: factsOf({ details: true, tokensOfStreams: true, abort: true, modelOfEmbedding: true }),
});
