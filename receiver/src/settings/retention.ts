import { z } from "zod";
import { retentionChoices } from "../model/retention-choices.ts";
import type { Signal } from "../model/signal.ts";
import { projectName } from "./api-keys.ts";
import type { Kind } from "./kinds.ts";

/** How many days a project keeps a signal. */
export type RetentionDays = (project: string, signal: Signal) => number;

/** Days by `project.signal`; what is not named keeps RETENTION_DAYS. */
export type Retention = ReadonlyMap<string, number>;

/** `acme.traces=7,default.metrics=90`. A project's name may hold dots; the signal is behind the last. */
export const retention: Kind<Retention> = z.string().transform((value, context) => {
  const items = value.split(",").map((item) => item.trim());
  const rules = items.filter((item) => item !== "").map(readRule);
  const wrong = rules.indexOf(undefined);
  if (wrong < 0) return new Map(rules.filter((rule) => rule !== undefined));
  context.addIssue(`item ${wrong + 1} is not project.signal=days (signal traces, logs or metrics; days 1 to 3650)`);
  return z.NEVER;
});

const days = z
  .literal(retentionChoices, { error: `give one of ${retentionChoices.join(", ")}, or leave it to the receiver` })
  .optional();

/** What a project sets under `retention`; what it leaves out keeps the days of the receiver's own settings. */
export const retentionSetting = z.strictObject({ traces: days, logs: days, metrics: days });

export function retentionDays(rules: Retention, otherwise: number): RetentionDays {
  return (project, signal) => rules.get(`${project}.${signal}`) ?? otherwise;
}

function readRule(item: string): [string, number] | undefined {
  const [, project = "", signal = "", days = ""] = /^(.+)\.(traces|logs|metrics)=(\d{1,4})$/.exec(item) ?? [];
  const inRange = Number(days) >= 1 && Number(days) <= 3650;
  return projectName.test(project) && inRange ? [`${project}.${signal}`, Number(days)] : undefined;
}
