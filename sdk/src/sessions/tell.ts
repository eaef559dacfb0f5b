import { type Attributes, type Context, context, SeverityNumber } from "@opentelemetry/api";
import { parentOf } from "../context.ts";
import { quietly } from "../quietly.ts";
import type { Running } from "../running.ts";

export interface Told {
  readonly eventName: string;
  readonly attributes: Attributes;
  /** Epoch milliseconds, or now. */
  readonly timestamp?: number | undefined;
  readonly isError?: boolean | undefined;
  readonly body?: string | undefined;
  /** Where it happened; else where we are. */
  readonly within?: Context | undefined;
}

/** Tells of an event in a log record that belongs to the span of ours that is open. */
export function tell(at: Running, { eventName, attributes, timestamp, isError, body, within }: Told): void {
  quietly(() => {
    const { parent } = parentOf(within ?? context.active(), at);
    at.logger.emit({
      eventName,
      attributes,
      context: parent,
      timestamp: new Date(timestamp ?? Date.now()),
      severityNumber: isError ? SeverityNumber.ERROR : SeverityNumber.INFO,
      ...(body !== undefined && { body }),
    });
  });
}
