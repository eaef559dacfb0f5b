import { agent, init, recordLlm } from "../../src/index.ts";

/** A program that does some work within a span, and then ends as it is told. */
const [ending = "", endpoint = "", exitTimeout = "1000"] = process.argv.slice(2);
init({ endpoint, apiKey: "key", sessionId: "s-1", exitTimeoutMillis: Number(exitTimeout) });
const answer = agent("assistant", () => 42);

const endings: Record<string, () => void> = {
  itself: () => void answer(),
  called: () => recordLlm({ model: "gpt-5", provider: "openai", usage: { input: 1, output: 2 } }),
  late() {
    answer();
    process.once("beforeExit", () => setTimeout(answer, 50));
  },
  uncaught() {
    answer();
    setTimeout(() => console.log("after"), 20);
    throw new RangeError("out of bounds");
  },
  open() {
    void agent("forever", () => new Promise(() => {}))();
    setTimeout(() => {
      throw new Error("while open");
    }, 10);
  },
  rejection() {
    answer();
    void Promise.reject(new Error("nobody cares"));
  },
  handled() {
    answer();
    process.on("uncaughtException", (error) => {
      console.log(`handled ${error.message}`);
      process.exitCode = 7;
    });
    throw new Error("known");
  },
  waits() {
    answer();
    setInterval(() => {}, 1000);
    console.log("ready");
  },
  listens() {
    answer();
    const timer = setInterval(() => {}, 1000);
    process.once("SIGTERM", () => {
      console.log("theirs");
      process.exitCode = 3;
      clearInterval(timer);
    });
    console.log("ready");
  },
  kills() {
    answer();
    setInterval(() => {}, 1000);
    // As signal-exit does it: dies when nobody else listens.
    const onSignal = () => {
      process.off("SIGTERM", onSignal);
      if (process.listenerCount("SIGTERM") === 0) process.kill(process.pid, "SIGTERM");
    };
    process.on("SIGTERM", onSignal);
    console.log("ready");
  },
};
endings[ending]?.();
