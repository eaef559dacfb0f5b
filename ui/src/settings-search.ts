import { readTimeSearch, type TimeSearch } from "./search.ts";

export const settingParts = ["project", "prices", "rules", "redaction", "retention", "views"] as const;
export type SettingPart = (typeof settingParts)[number];

export interface SettingSearch extends TimeSearch {
  /** The project, unless it says another. */
  readonly part?: SettingPart;
  /** A model that a price is to be set for, and whose. */
  readonly model?: string;
  readonly provider?: string;
}

export function readSettingSearch(raw: Readonly<Record<string, unknown>>): SettingSearch {
  const part = settingParts.find((one) => one === raw.part && one !== "project");
  return {
    ...readTimeSearch(raw),
    ...(part && { part }),
    ...(isText(raw.model) && { model: raw.model }),
    ...(isText(raw.provider) && { provider: raw.provider }),
  };
}

const isText = (value: unknown): value is string => typeof value === "string" && value !== "";
