import type { Run } from "./run.ts";

export interface Command {
  readonly names: readonly string[];
  readonly usage: string;
  readonly meaning: string;
  /** It says itself how it is used; of the others, this table does. */
  readonly tellsHelp?: true;
  /** Loaded when asked for, as the engine alone takes longer to load than most commands to run. */
  readonly load: () => Promise<Run>;
}

export const commands: readonly Command[] = [
  {
    names: ["start"],
    usage: "start",
    meaning: "takes telemetry in and serves the UI, until it is stopped",
    load: async () => (await import("./start.ts")).start,
  },
  {
    names: ["migrate"],
    usage: "migrate",
    meaning: "brings the tables of the engine up to date, and ends",
    load: async () => (await import("./migrate.ts")).migrateTables,
  },
  {
    names: ["doctor"],
    usage: "doctor [--endpoint URL] [--grpc HOST:PORT] [--key KEY] [--project NAME]",
    meaning: "looks at what is configured, reachable and writable; sends itself a span and reads it back",
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    names: ["import"],
    usage: "import FILE… [--endpoint URL] [--key KEY]",
    meaning: "sends files of OTLP (JSON, JSON Lines or protobuf; also .gz and .zst) to a running Spanwise",
    load: async () => (await import("./import.ts")).importFiles,
  },
  {
    names: ["export"],
    usage:
      "export [--format F] [--what W] [--from TIME] [--to TIME] [--filter NAME=VALUE]… [--output FILE] [--endpoint URL] [--key KEY] [--project NAME]",
    meaning:
      "writes spans, traces, sessions or logs to a file, or prints them: as otlp, which import takes, jsonl, csv or parquet",
    load: async () => (await import("./export.ts")).exportFile,
  },
  {
    names: ["sessions"],
    tellsHelp: true,
    usage: "sessions [ID] [options]",
    meaning: "shows the sessions of a running Spanwise, filtered and sorted; or one of them, with its traces",
    load: async () => (await import("./sessions.ts")).sessions,
  },
  {
    names: ["trace"],
    tellsHelp: true,
    usage: "trace ID [--findings] [--content] [--span ID] [options]",
    meaning: "shows a trace as a tree of its steps, and what went wrong in it; or one of its spans, whole",
    load: async () => (await import("./trace.ts")).trace,
  },
  {
    names: ["tail"],
    tellsHelp: true,
    usage: "tail [--content] [--events NAME] [options]",
    meaning: "tells what happens while it happens, a line for each step that starts, ends or fails",
    load: async () => (await import("./tail.ts")).tail,
  },
  {
    names: ["usage"],
    tellsHelp: true,
    usage: "usage [--group-by NAME] [--interval NAME] [--zone ZONE] [options]",
    meaning: "shows calls, tokens, cost, errors and response times, by time, agent, model, user, …",
    load: async () => (await import("./usage.ts")).usage,
  },
  {
    names: ["compare"],
    tellsHelp: true,
    usage: "compare LEFT RIGHT [--all] [options]",
    meaning: "shows what differs between two traces or sessions (session:ID), in all and step by step",
    load: async () => (await import("./compare.ts")).compare,
  },
  {
    names: ["reread"],
    usage: "reread [--from TIME] [--to TIME] [--apply] [--cursor C] [--endpoint URL] [--key KEY] [--project NAME]",
    meaning: "reads stored spans again by the readers and mapping rules of today; shows what changes, or stores it",
    load: async () => (await import("./reread.ts")).reread,
  },
  {
    names: ["reprice"],
    usage: "reprice [--from TIME] [--to TIME] [--apply] [--cursor C] [--endpoint URL] [--key KEY] [--project NAME]",
    meaning: "computes costs again by the prices of today; shows the difference, then stores it if told to",
    load: async () => (await import("./reprice.ts")).reprice,
  },
  {
    names: ["demo"],
    usage:
      "demo [--endpoint URL] [--key KEY] [--project NAME] [--days N] [--sessions N] [--spans N] [--seed WORD] [--gzip] [--live]",
    meaning:
      "fills a running Spanwise with a few days of believable agent sessions; with --live it stays until the last are over",
    load: async () => (await import("./demo.ts")).demo,
  },
  {
    names: ["--version", "-v", "version"],
    usage: "--version",
    meaning: "prints the version",
    load: async () => (await import("./version.ts")).printVersion,
  },
];

export function helpOf({ usage, meaning }: Command): string {
  return `  spanwise ${usage}\n      ${meaning}`;
}

export const help = `Spanwise: observability for AI agents, native to OpenTelemetry.

${commands.map(helpOf).join("\n")}
  spanwise help
      prints this

Settings are read from the environment; docs/settings.md lists them.
`;
