import { ROOT_CONTEXT } from "@opentelemetry/api";
import { suppressTracing } from "@opentelemetry/core";
import { withProcessContext } from "../active-context.ts";
import { quietly } from "../quietly.ts";

const apart = suppressTracing(ROOT_CONTEXT);

/** Does what no instrumentation of the process is to trace. */
export function unwatched<Result>(work: () => Result): Result {
  return withProcessContext(apart, () => unseenBySentry(work));
}

interface Strategy {
  readonly suppressTracing?: <Result>(work: () => Result) => Result;
  readonly withScope?: <Result>(work: (scope: Scope) => Result) => Result;
}

interface Scope {
  setSDKProcessingMetadata(data: Readonly<Record<string, unknown>>): unknown;
}

/**
 * From version 11 on Sentry looks at every request by itself, without OpenTelemetry, and asks only for its own mark. It
 * keeps what it is told on the process, since its packages may be there in several copies.
 * https://github.com/getsentry/sentry-javascript/blob/develop/packages/core/src/carrier.ts
 */
function unseenBySentry<Result>(work: () => Result): Result {
  const { suppressTracing, withScope } = strategyOfSentry();
  if (typeof suppressTracing === "function") return suppressTracing(work);
  if (typeof withScope !== "function") return work();
  return withScope((scope) => {
    quietly(() => scope.setSDKProcessingMetadata({ __SENTRY_SUPPRESS_TRACING__: true }));
    return work();
  });
}

function strategyOfSentry(): Strategy {
  const { __SENTRY__: carrier } = globalThis as { readonly __SENTRY__?: Readonly<Record<string, unknown>> };
  const copy = carrier?.[String(carrier.version)] as { readonly acs?: Strategy } | undefined;
  return copy?.acs ?? {};
}
