import { type Context, type ContextManager, ROOT_CONTEXT } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { registered } from "./registered.ts";
import { running } from "./running.ts";

/** Forgets nothing where a host disables what is registered: what is under way goes on. */
class OwnContexts extends AsyncLocalStorageContextManager {
  override disable(): this {
    return this;
  }

  /** Nothing is under way any more. */
  forget(): void {
    super.disable();
  }
}

/**
 * Where our contexts are while nobody else is the process's tracer, and theirs with them; from then on ours alone, which
 * nobody sees.
 */
export const ownContexts = new OwnContexts();

const processContexts = () => registered("context") as ContextManager | undefined;

const contexts = (): ContextManager => (running()?.isApart ? undefined : processContexts()) ?? ownContexts;

/** OpenTelemetry's, for what is ours: where another is the process's tracer, theirs is neither seen nor touched. */
export const context = {
  active: (): Context => contexts().active(),
  with: <Given extends unknown[], Result>(
    within: Context,
    work: (...given: Given) => Result,
    self?: ThisParameterType<typeof work>,
    ...given: Given
  ): Result => contexts().with(within, work, self, ...given),
};

/** Where the process is, as everybody sees it. */
export const processContext = (): Context => processContexts()?.active() ?? ROOT_CONTEXT;

/** Has everybody see the process there while it does it. */
export function withProcessContext<Result>(within: Context, work: () => Result): Result {
  const manager = processContexts();
  return manager ? manager.with(within, work) : work();
}
