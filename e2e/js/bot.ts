/** A bot as written for AgentOps, told by three variables alone. It prints the ids of its sessions, and leaves the second open. */
import { BotRuntime, getAgentOps } from "@spanwise/sdk/agentops";

const agentOps = getAgentOps();
const bot = new BotRuntime({ name: "support", type: "agent", tags: ["production"], handler: answer });
let sessionId = await bot.startSession("u-1", "discord");
const first = sessionId;
await bot.processMessage("what is the weather?");
await bot.processMessage("nonsense").catch(() => {});
await agentOps.trackEvent(sessionId, "roundtable_vote", { agent: "a", vote: "yes", score: 3 });
await agentOps.endSession(sessionId, { success: false, metadata: { rating: 2 } });
sessionId = await agentOps.startSession({ botName: "other", botType: "conversational" });
process.stdout.write(`${first} ${sessionId}\n`);

async function answer(text: string): Promise<string> {
  if (text === "nonsense") throw new TypeError("that is no question");
  const before = Date.now();
  const result = { sky: "clear" };
  await agentOps.trackToolExecution(sessionId, {
    tool: "weather",
    args: { city: "Bern" },
    result,
    duration: Date.now() - before,
    timestamp: Date.now(),
  });
  await agentOps.trackCost(sessionId, {
    provider: "anthropic",
    model: "claude-opus-4-20250514",
    inputTokens: 1000,
    outputTokens: 100,
    cost: 0.25,
    timestamp: Date.now(),
  });
  return "It is clear.";
}
