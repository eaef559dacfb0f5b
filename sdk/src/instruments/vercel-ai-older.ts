import { running } from "../running.ts";
import { fieldsOf } from "./answer.ts";
import { isFields } from "./narrow.ts";
import { type Method, replace } from "./replace.ts";
import { CallTracer } from "./vercel-ai-tracer.ts";

const functions = ["generateText", "streamText", "generateObject", "streamObject", "embed", "embedMany", "rerank"];

/**
 * The AI SDK before 7 tells of a call only when the call asks for it, to the tracer that it brings: we let each ask that
 * did not say whether it wants to.
 */
export function traceOlder(module: Readonly<Record<string, unknown>>): void {
  for (const name of functions) {
    if (typeof module[name] === "function") replace(module, name, (original) => asking(original));
  }
  for (const name of ["ToolLoopAgent", "Experimental_Agent"]) {
    const prototype = fieldsOf((module[name] as { readonly prototype?: unknown } | undefined)?.prototype);
    for (const method of ["generate", "stream"]) {
      if (typeof prototype[method] === "function") replace(prototype, method, (original) => askingOfAgent(original));
    }
  }
}

function asking(original: Method): Method {
  return function (options: unknown, ...rest: unknown[]) {
    return Reflect.apply(original, this, [running() && isFields(options) ? withTracer(options) : options, ...rest]);
  };
}

/** An agent hands its settings on to a function that we cannot reach: for this call it has others. */
function askingOfAgent(original: Method): Method {
  return function (...given: unknown[]) {
    const settings = fieldsOf(this).settings;
    if (!running() || !isFields(settings)) return Reflect.apply(original, this, given);
    const value = withTracer(settings, settings.id);
    return Reflect.apply(original, Object.create(this, { settings: { value } }), given);
  };
}

function withTracer(options: object, name?: unknown): object {
  const { experimental_telemetry: given } = options as { readonly experimental_telemetry?: unknown };
  const said = fieldsOf(given);
  if (said.isEnabled !== undefined) return options;
  const functionId = said.functionId ?? (typeof name === "string" ? name : undefined);
  const { abortSignal } = options as { readonly abortSignal?: AbortSignal };
  const tracer = new CallTracer(abortSignal);
  return { ...options, experimental_telemetry: { ...said, functionId, isEnabled: true, tracer } };
}
