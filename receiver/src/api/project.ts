import type { Context } from "hono";
import { NotFound } from "../errors.ts";
import type { Findings } from "../examining/findings.ts";
import type { Live } from "../live/live.ts";
import type { Questions } from "../store/questions.ts";
import type { History } from "./history.ts";
import type { ReceiverFor } from "./receiver.ts";
import type { SettingsOfProjects } from "./settings.ts";

export interface ApiOptions {
  readonly questions: Questions;
  readonly settings: SettingsOfProjects;
  readonly history: History;
  readonly findings: Findings;
  readonly live: Live;
  /** How the receiver is set, as far as it is about a project. */
  readonly receiverFor: (project: string) => ReceiverFor;
  /** The projects the caller may see; "all" is every one that ever sent something, and `default`. */
  readonly projectsOf: (c: Context) => readonly string[] | "all";
  /** The most spans of a skeleton; a million when it is not said. */
  readonly skeletonSpans?: number;
  readonly exports?: ExportOptions;
  /** Unix milliseconds. */
  readonly now?: () => number;
}

export interface ExportOptions {
  /** How many of one project; two when it is not said. */
  readonly atOnce?: number;
  /** An export could not be finished, by no fault of who asked. */
  readonly onBroken?: (error: unknown) => void;
}

export interface Room extends ApiOptions {
  /** The project of the path. Throws `NotFound` alike for one that is not there and for another's. */
  readonly projectIn: (c: Context) => Promise<string>;
  readonly nowNanos: () => bigint;
}

export function openRoom(options: ApiOptions): Room {
  const { questions, projectsOf, now = Date.now } = options;
  const known = new Set(["default"]);

  async function isThere(project: string): Promise<boolean> {
    if (known.has(project)) return true;
    for (const name of await questions.listProjects()) known.add(name);
    return known.has(project);
  }

  return {
    ...options,
    nowNanos: () => BigInt(now()) * 1_000_000n,
    projectIn: async (c) => {
      const project = c.req.param("project") ?? "";
      const open = projectsOf(c);
      const mayEnter = open === "all" ? await isThere(project) : open.includes(project);
      if (!mayEnter) throw new NotFound("there is no project of that name, or it is not open to you");
      return project;
    },
  };
}
