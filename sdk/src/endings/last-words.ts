import { Worker } from "node:worker_threads";
import type { Unsent } from "../export/sending.ts";

/** Runs in a thread of its own, where a waiting main thread does not hold it up. */
const sending = `
const { workerData: { requests, done } } = require("node:worker_threads");
const over = () => { Atomics.store(done, 0, 1); Atomics.notify(done, 0); };
let left = requests.length;
for (const { url, headers, body } of requests) {
  let isOver = false;
  const end = () => { if (!isOver) { isOver = true; left -= 1; if (left === 0) over(); } };
  try {
    const { request } = require(url.startsWith("https:") ? "node:https" : "node:http");
    const asked = request(url, { method: "POST", headers: { ...headers, "content-length": body.length } });
    asked.on("response", (answer) => answer.resume().on("close", end));
    asked.on("error", end);
    asked.end(body);
  } catch { end(); }
}
`;

/**
 * Sends while nothing else of the process runs, for so long at most: a process that dies of an error dies as it would
 * have, only that much later. Each request is tried once.
 */
export function sendLastWords(requests: readonly Unsent[], millis: number): void {
  if (requests.length === 0) return;
  const done = new Int32Array(new SharedArrayBuffer(4));
  // Without the host's options: what it preloads is not to run once more.
  const worker = new Worker(sending, {
    eval: true,
    execArgv: [],
    env: { ...process.env, NODE_OPTIONS: "" },
    workerData: { requests, done },
  });
  worker.unref();
  Atomics.wait(done, 0, 0, millis);
}
