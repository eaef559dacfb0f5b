import type { Random } from "./random.ts";
import type { Failure } from "./scene.ts";

export const rateLimited: Failure = {
  type: "rate_limit_exceeded",
  message: "429 Too many requests: the limit of 60 requests per minute is reached, try again in 2 s",
};

const overloaded: Failure = { type: "overloaded_error", message: "529 The model is overloaded at the moment" };
const modelTimeout: Failure = { type: "timeout", message: "The request timed out after 30 seconds" };

const toolTimeout: Failure = {
  type: "timeout",
  message: "no answer within 15 seconds",
  stack: `TimeoutError: no answer within 15 seconds
    at Timeout.fail (/app/node_modules/undici/lib/timeout.js:41:13)
    at listOnTimeout (node:internal/timers:588:17)
    at process.processTimers (node:internal/timers:523:7)`,
};
const connectionRefused: Failure = {
  type: "ConnectionError",
  message: "connect ECONNREFUSED 10.4.0.17:5432",
  stack: `ConnectionError: connect ECONNREFUSED 10.4.0.17:5432
    at Pool.connect (/app/packages/store/src/pool.ts:88:11)
    at async query (/app/packages/store/src/query.ts:23:22)
    at async callTool (/app/packages/agent/src/tools.ts:140:18)`,
};
const badArguments: Failure = {
  type: "ValidationError",
  message: "1 validation error: field 'id' is required",
  stack: `Traceback (most recent call last):
  File "/app/agent/tools.py", line 92, in call_tool
    arguments = tool.schema.validate(raw)
  File "/app/agent/schema.py", line 31, in validate
    raise ValidationError(errors)
ValidationError: 1 validation error: field 'id' is required`,
};

/** Most calls go well; some do not. */
export function maybeModelFailure(random: Random): Failure | undefined {
  return random.chance(0.02) ? random.pick([rateLimited, overloaded, modelTimeout]) : undefined;
}

export function maybeToolFailure(random: Random): Failure | undefined {
  return random.chance(0.05) ? random.pick([toolTimeout, connectionRefused, badArguments]) : undefined;
}
