import { prove } from "./harness.ts";
import { facts } from "./mastra-facts.ts";

prove({ peers: ["mastra-1"], scenarios: "mastra", facts });
