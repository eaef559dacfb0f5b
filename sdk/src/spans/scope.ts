import type { AttributeValue } from "@opentelemetry/api";
import { context } from "../active-context.ts";
import { quietly } from "../quietly.ts";
import { running } from "../running.ts";
import type { Kind, SpanOptions } from "./kinds.ts";
import { Work } from "./work.ts";

/** A span in the host's hands: `using span = tool.span("search")`. Nothing of it throws. */
export interface Scope extends Disposable, AsyncDisposable {
  /** In hex; empty when the SDK does not run. */
  readonly traceId: string;
  readonly spanId: string;
  /** Runs work within the span: what happens there belongs to it. */
  run<Result>(work: () => Result): Result;
  setInput(value: unknown): void;
  setOutput(value: unknown): void;
  setAttribute(name: string, value: AttributeValue): void;
  /** It went wrong, and this is why; ends it. */
  fail(error: unknown): void;
  end(): void;
}

export function openScope(kind: Kind, name: string, options: SpanOptions = {}): Scope {
  const at = running();
  const work = at && quietly(() => new Work(at, { kind, name: String(name), options }));
  return work ? scopeOf(work) : inert;
}

function scopeOf(work: Work): Scope {
  const end = () => work.end();
  const { traceId, spanId } = work.span.spanContext();
  return {
    traceId,
    spanId,
    run: (inside) => context.with(work.context, inside),
    setInput: (value) => work.setInput(value),
    setOutput: (value) => work.setOutput(value),
    setAttribute: (name, value) => work.setAttribute(name, value),
    fail: (error) => work.fail(error),
    end,
    [Symbol.dispose]: end,
    [Symbol.asyncDispose]: async () => end(),
  };
}

const inert: Scope = {
  traceId: "",
  spanId: "",
  run: (work) => work(),
  setInput() {},
  setOutput() {},
  setAttribute() {},
  fail() {},
  end() {},
  [Symbol.dispose]() {},
  async [Symbol.asyncDispose]() {},
};
