import type { MiddlewareHandler } from "hono";
import { Overloaded } from "./errors.ts";

export interface Gate {
  /** Lets requests through until the gate is closed; then they are asked to come back. */
  readonly enter: MiddlewareHandler;
  readonly closed: boolean;
  close(): void;
  /** Resolves when every request that got in has its answer, or after so many milliseconds. */
  empty(withinMillis: number): Promise<void>;
}

export function openGate(): Gate {
  let closed = false;
  let inside = 0;
  let emptied = () => {};
  return {
    enter: async (c, next) => {
      if (closed && c.req.path !== "/health/live") {
        c.header("connection", "close");
        throw new Overloaded("Spanwise is stopping; send the same again shortly", 1);
      }
      inside += 1;
      await next().finally(() => {
        inside -= 1;
        if (closed && inside === 0) emptied();
      });
    },
    get closed() {
      return closed;
    },
    close: () => {
      closed = true;
    },
    empty: async (withinMillis) => {
      if (inside === 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      emptied = resolve;
      const timer = setTimeout(resolve, withinMillis);
      await promise.finally(() => clearTimeout(timer));
    },
  };
}
