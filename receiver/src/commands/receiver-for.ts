import type { ReceiverFor } from "../api/receiver.ts";
import type { Config } from "../config.ts";
import { version } from "./version.ts";

/** What the settings that a receiver was started with mean for a project. */
export const receiverBySettings =
  (config: Config) =>
  (project: string): ReceiverFor => {
    const { mode, grpcPort, otlpPrefix, retentionDays, contentCapture, estimateTokens, limits } = config;
    const { bodyBytes, attributesPerRecord, eventsPerSpan, linksPerSpan } = limits;
    const { nesting, keyBytes, nameBytes, valueBytes } = limits;
    return {
      version,
      asksForKeys: mode === "server",
      grpcPort: grpcPort === 0 ? null : grpcPort,
      otlpPrefix,
      retentionDays: {
        traces: retentionDays(project, "traces"),
        logs: retentionDays(project, "logs"),
        metrics: retentionDays(project, "metrics"),
      },
      contentCapture,
      estimateTokens,
      limits: {
        ...{ bodyBytes, attributesPerRecord, eventsPerSpan, linksPerSpan },
        ...{ nesting, keyBytes, nameBytes, valueBytes },
      },
    };
  };
