import { type ComponentType, useEffect, useRef } from "react";
import { Link } from "../parts/link.tsx";
import { usePageTitle } from "../parts/page-title.ts";
import { settingLabels } from "../parts/setting-labels.ts";
import { paths } from "../paths.ts";
import { PricesPart } from "../settings/prices-part.tsx";
import { ProjectPart } from "../settings/project-part.tsx";
import { RedactionPart } from "../settings/redaction-part.tsx";
import { RetentionPart } from "../settings/retention-part.tsx";
import { RulesPart } from "../settings/rules-part.tsx";
import { ViewsPart } from "../settings/views-part.tsx";
import { type SettingPart, type SettingSearch, settingParts } from "../settings-search.ts";

interface SettingsProps {
  readonly project: string;
  readonly search: SettingSearch;
}

const parts: Readonly<Record<SettingPart, ComponentType<SettingsProps>>> = {
  project: ProjectPart,
  prices: PricesPart,
  rules: RulesPart,
  redaction: RedactionPart,
  retention: RetentionPart,
  views: ViewsPart,
};

/** What the project is told to do with what arrives; each part is an address. */
export function SettingsPage({ project, search }: SettingsProps) {
  const { part: asked = "project", model: _, provider: __, ...time } = search;
  const Part = parts[asked];
  usePageTitle(asked === "project" ? "Settings" : `${settingLabels[asked]} · Settings`);
  const nav = useRef<HTMLElement>(null);
  // On a phone the parts lie side by side, and not all of them are on the screen.
  useEffect(() => {
    nav.current?.querySelector(`[data-part=${asked}]`)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [asked]);
  return (
    <>
      <header className="shrink-0 px-4 pt-4 pb-1">
        <h1 className="font-semibold text-title tracking-tight">Settings</h1>
      </header>
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <nav
          ref={nav}
          aria-label="Settings"
          className="flex shrink-0 gap-1 overflow-x-auto border-line border-b px-3 py-2 [scrollbar-width:none] md:w-48 md:flex-col md:border-b-0 md:py-3"
        >
          {settingParts.map((part) => (
            <Link
              key={part}
              to={paths.settings(project, { ...time, part })}
              data-part={part}
              aria-current={part === asked ? "page" : undefined}
              className="flex h-8 shrink-0 items-center rounded-box px-2.5 text-quiet hover:bg-hover hover:text-ink aria-[current]:bg-picked aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {settingLabels[part]}
            </Link>
          ))}
        </nav>
        <div className="min-h-0 min-w-0 flex-1 overflow-y-auto [scrollbar-gutter:stable]">
          <div className="flex max-w-5xl flex-col gap-4 p-4 pb-20 md:pt-3">
            <Part key={`${project} ${asked}`} project={project} search={search} />
          </div>
        </div>
      </div>
    </>
  );
}
