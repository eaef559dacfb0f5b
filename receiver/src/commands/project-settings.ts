import type { ContentCapture, RedactionSetting } from "../redaction/rules.ts";
import { type Rules, redactionSetting, rulesOf } from "../redaction/rules.ts";

/** The settings that a project may have, each with the schema of the room that reads it. */
export const projectSettings = { redaction: redactionSetting } as const;

interface Settings {
  read(project: string, name: "redaction"): RedactionSetting | undefined;
  onChange(listener: (project: string, name: string) => void): void;
}

/** The rules of each project, made once for each change of its settings. */
export function rulesBySettings(settings: Settings, standard: ContentCapture): (project: string) => Rules {
  const made = new Map<string, Rules>();
  const otherwise = rulesOf(undefined, standard);
  settings.onChange((project) => made.delete(project));
  return (project) => {
    const known = made.get(project);
    if (known !== undefined) return known;
    const setting = settings.read(project, "redaction");
    if (setting === undefined) return otherwise;
    const rules = rulesOf(setting, standard);
    made.set(project, rules);
    return rules;
  };
}
