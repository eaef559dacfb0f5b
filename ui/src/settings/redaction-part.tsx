import { Plus } from "lucide-react";
import { useState } from "react";
import type { RedactionSetting } from "../../../receiver/src/redaction/rules.ts";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { ContentChoice } from "./content-choice.tsx";
import { PatternDialog } from "./pattern-dialog.tsx";
import { RedactedAlways } from "./redacted-always.tsx";
import { RedactedFields } from "./redacted-fields.tsx";
import { Refused } from "./refused.tsx";
import { RowActions } from "./row-actions.tsx";
import { withoutRow, withRowAs } from "./rows.ts";
import { useSettingChanges } from "./setting-changes.ts";

type Pattern = RedactionSetting["patterns"][number];

/** What is taken out before anything is written: what always is, and what the project asks for. */
export function RedactionPart({ project }: { project: string }) {
  const { asked, value, save, act, failure } = useSettingChanges(project, "redaction");
  const [filling, setFilling] = useState<Pattern | "new">();
  if (!value) return <Waiting asked={asked} />;
  const was = filling === "new" ? undefined : filling;
  return (
    <>
      <Refused failure={failure} />
      <ContentChoice
        project={project}
        content={value.content}
        onChange={(words, content) => act(words, (now) => contentTurned(now, content))}
      />
      <Panel>
        <PanelTitle
          aside={
            <button
              type="button"
              onClick={() => setFilling("new")}
              className="chip text-body text-ink hover:border-quiet"
            >
              <Plus size={12} aria-hidden /> Add a pattern
            </button>
          }
        >
          Your own patterns
        </PanelTitle>
        {value.patterns.length === 0 ? (
          <p className="text-quiet">
            None yet. A pattern takes out what no rule of ours can know: your own ids, names, numbers.
          </p>
        ) : (
          <ul aria-label="Patterns">
            {value.patterns.map((pattern, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two may be alike
              <li key={at} className="flex items-center gap-3 border-line border-b py-1 last:border-b-0 hover:bg-hover">
                <span className="w-28 shrink-0 truncate font-medium sm:w-48" title={pattern.name}>
                  {pattern.name}
                </span>
                <code className="min-w-0 flex-1 truncate font-mono text-table" title={pattern.pattern}>
                  {pattern.pattern}
                </code>
                <RowActions
                  name={`the pattern ${pattern.name}`}
                  onEdit={() => setFilling(pattern)}
                  onRemove={() =>
                    act(`Pattern “${pattern.name}” removed.`, (now) =>
                      patternsTurned(now, withoutRow(now.patterns, pattern)),
                    )
                  }
                />
              </li>
            ))}
          </ul>
        )}
        <p className="mt-2 text-quiet">They hold for what arrives from now on; what is stored stays as it is.</p>
      </Panel>
      <RedactedFields
        fields={value.fields}
        onAdd={(field) => save(`${field} goes whole from now on.`, (now) => withField(now, field))}
        onRemove={(field) => act(`${field} is kept again.`, (now) => withoutField(now, field))}
      />
      <RedactedAlways />
      {filling && (
        <PatternDialog
          pattern={was}
          onClose={() => setFilling(undefined)}
          onSave={(pattern) =>
            save(`Pattern “${pattern.name}” saved.`, (now) =>
              patternsTurned(now, was ? withRowAs(now.patterns, was, pattern) : [...now.patterns, pattern]),
            )
          }
        />
      )}
    </>
  );
}

const patternsTurned = (
  now: RedactionSetting,
  patterns: readonly Pattern[] | undefined,
): RedactionSetting | undefined => patterns && { ...now, patterns: [...patterns] };

const withField = (now: RedactionSetting, field: string): RedactionSetting => ({
  ...now,
  fields: [...now.fields.filter((one) => one !== field), field],
});
const withoutField = (now: RedactionSetting, field: string): RedactionSetting | undefined =>
  now.fields.includes(field) ? { ...now, fields: now.fields.filter((one) => one !== field) } : undefined;

function contentTurned(
  { content: _, ...now }: RedactionSetting,
  content: RedactionSetting["content"],
): RedactionSetting {
  return content === undefined ? now : { ...now, content };
}
