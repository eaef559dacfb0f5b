export {
  type AgentOps,
  type EndOptions,
  getAgentOps,
  type StartOptions,
  type TrackedCost,
  type TrackedError,
  type TrackedTool,
} from "./agentops.ts";
export { type BotConfig, BotRuntime } from "./bot-runtime.ts";
export { estimateCost, type Price, prices } from "./price-table.ts";
