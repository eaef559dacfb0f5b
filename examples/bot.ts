/** A bot as those are that were written for AgentOps: sessions and messages by `BotRuntime`, the rest told by hand. */
import { init } from "@spanwise/sdk";
import { BotRuntime, getAgentOps, prices } from "@spanwise/sdk/agentops";

init({ autoStartSession: false, content: "on" });

prices.set("house-model", { input: 1, output: 4 });
const agentOps = getAgentOps();

const bot = new BotRuntime({
  name: "order_bot",
  type: "conversational",
  handler: async (text) => {
    const began = Date.now();
    const order = { id: /\d+/.exec(text)?.[0] ?? "none", state: "on its way" };
    await agentOps.trackToolExecution(sessionId, {
      tool: "find_order",
      args: { text },
      result: order,
      duration: Date.now() - began,
      timestamp: Date.now(),
    });
    await agentOps.trackCost(sessionId, {
      provider: "house",
      model: "house-model",
      inputTokens: 400,
      outputTokens: 50,
      timestamp: Date.now(),
    });
    return `Order ${order.id} is ${order.state}.`;
  },
});

const sessionId = await bot.startSession("user-7", "telegram");
console.log(await bot.processMessage("Where is my order 4711?"));
await bot.endSession(true);
