import { prove } from "./harness.ts";
import { factsOf } from "./vercel-ai-facts.ts";

prove({
  peers: ["ai-5"],
  scenarios: "vercel-ai",
  ways: ["before", "register"],
  facts: factsOf({ tokensOfStreams: true, firstOfAborted: true }),
});
