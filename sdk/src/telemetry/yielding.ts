import {
  type Logger,
  type LoggerProvider,
  ProxyTracerProvider,
  type Tracer,
  type TracerProvider,
} from "@opentelemetry/api";
import { registered } from "../registered.ts";

/**
 * For the process to have its tracers from. Whoever keeps one has another's as soon as that is the process's own, as
 * OpenTelemetry does it with a tracer that was asked for before anybody was there.
 */
export function yieldingTracers(own: TracerProvider, isOurs: () => boolean): TracerProvider {
  const choose = chooser<Parameters<TracerProvider["getTracer"]>, Tracer>({
    own: (...asked) => own.getTracer(...asked),
    isOurs,
    theirs: (...asked) => (registered("trace") as TracerProvider | undefined)?.getTracer(...asked),
    none: new ProxyTracerProvider().getTracer("none"),
  });
  return {
    getTracer(...asked) {
      const tracer = choose(...asked);
      return {
        startSpan: (...given) => tracer().startSpan(...given),
        startActiveSpan: (...given: unknown[]) => Reflect.apply(tracer().startActiveSpan, tracer(), given),
      };
    },
  };
}

export function yieldingLoggers(own: LoggerProvider, isOurs: () => boolean): LoggerProvider {
  const choose = chooser<Parameters<LoggerProvider["getLogger"]>, Logger>({
    own: (...asked) => own.getLogger(...asked),
    isOurs,
    theirs: (...asked) => (registered("logs") as LoggerProvider | undefined)?.getLogger(...asked),
    none: { emit() {}, enabled: () => false },
  });
  return {
    getLogger(...asked) {
      const logger = choose(...asked);
      return { emit: (record) => logger().emit(record), enabled: (...given) => logger().enabled(...given) };
    },
  };
}

interface Choice<Asked extends unknown[], Chosen> {
  readonly own: (...asked: Asked) => Chosen;
  readonly isOurs: () => boolean;
  readonly theirs: (...asked: Asked) => Chosen | undefined;
  readonly none: Chosen;
}

/** Theirs may be a cover over ours: while they are asked they have nothing from us. */
function chooser<Asked extends unknown[], Chosen>({ own, isOurs, theirs, none }: Choice<Asked, Chosen>) {
  let isAsking = false;
  const ask = (asked: Asked) => {
    isAsking = true;
    try {
      return theirs(...asked);
    } finally {
      isAsking = false;
    }
  };
  return (...asked: Asked): (() => Chosen) => {
    if (isAsking) return () => none;
    const ours = own(...asked);
    let found: Chosen | undefined;
    return () => {
      if (isOurs()) return ours;
      found ??= ask(asked);
      return found ?? none;
    };
  };
}
