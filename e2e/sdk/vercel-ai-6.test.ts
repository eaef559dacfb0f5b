import { prove } from "./harness.ts";
import { factsOf } from "./vercel-ai-facts.ts";

prove({
  peers: ["ai-6"],
  scenarios: "vercel-ai",
  ways: ["before", "register"],
  facts: factsOf({ details: true, tokensOfStreams: true, firstOfAborted: true }),
});
