import { useQueryClient } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useState } from "react";
import { ApiError } from "../../../receiver/src/client/api-error.ts";
import type { MappingRule } from "../../../receiver/src/model/mapping-rule.ts";
import { client } from "../api/client.ts";
import { CopyButton } from "../parts/copy-button.tsx";
import { Panel, PanelTitle } from "../parts/panel.tsx";
import { Waiting } from "../parts/states.tsx";
import { Again, showAgain } from "./again.tsx";
import { Refused } from "./refused.tsx";
import { RereadOutcome } from "./reread-outcome.tsx";
import { rereadSum, rereadWords } from "./reread-sum.ts";
import {
  type DraftRule,
  draftOf,
  isSame,
  rulesOf,
  withNewRule,
  withOneAs,
  withOneRaised,
  withoutOne,
  wrongRules,
} from "./rule-draft.ts";
import { RuleRow } from "./rule-row.tsx";
import { useSettingChanges } from "./setting-changes.ts";

const readAgain = "read-again";

/** What is written, and what it was written over. */
interface Draft {
  readonly rules: readonly DraftRule[];
  readonly over: readonly MappingRule[];
}

/** How the project's own attributes are understood: written, tried on what is stored, saved, and history read by it. */
export function RulesPart({ project }: { project: string }) {
  const cache = useQueryClient();
  const { asked, value, save } = useSettingChanges(project, "mappingRules");
  const [draft, setDraft] = useState<Draft>();
  const [failure, setFailure] = useState<unknown>();
  if (!value) return <Waiting asked={asked} />;
  const rows = draft?.rules ?? draftOf(value);
  const rules = rulesOf(rows);
  const isChanged = !isSame(rules, value);
  const isOvertaken = draft !== undefined && !isSame(draft.over, value);
  const wrong = wrongRules(failure instanceof ApiError ? failure.problems : []);
  function write(next: readonly DraftRule[]) {
    setFailure(undefined);
    setDraft({ rules: next, over: draft?.over ?? value ?? [] });
  }
  async function keep() {
    const over = draft?.over ?? value ?? [];
    try {
      await save("Mapping rules saved.", (now) => (isSame(now, over) ? rules : undefined), {
        label: "Read history again",
        act: () => showAgain(readAgain),
      });
      setDraft(undefined);
      setFailure(undefined);
    } catch (error) {
      setFailure(error);
    }
  }
  return (
    <>
      <Panel>
        <PanelTitle
          aside={rows.length > 0 && <CopyButton text={JSON.stringify(rules, null, 2)} what="the rules as JSON" />}
        >
          Mapping rules
        </PanelTitle>
        <p className="max-w-2xl text-quiet">
          They say where your own attributes tell what Spanwise asks for, and go before all readers. Of several rules
          for one field the first that holds and says something counts.
        </p>
        <ol aria-label="Mapping rules" className="mt-1">
          {rows.map((rule, at) => (
            <RuleRow
              key={rule.key}
              rule={rule}
              number={at + 1}
              said={wrong.get(at)}
              onChange={(next) => write(withOneAs(rows, next))}
              onRaise={() => write(withOneRaised(rows, rule.key))}
              onRemove={() => write(withoutOne(rows, rule.key))}
            />
          ))}
        </ol>
        <div className="mt-3 flex flex-wrap items-center gap-2">
          <button type="button" onClick={() => write(withNewRule(rows))} className="chip h-8">
            <Plus size={12} aria-hidden /> Add a rule
          </button>
          <span className="ml-auto flex items-center gap-2">
            {isChanged && (
              <button type="button" onClick={() => setDraft(undefined)} className="chip h-8">
                Discard changes
              </button>
            )}
            <button type="button" disabled={!isChanged} onClick={() => void keep()} className="primary-button">
              Save the rules
            </button>
          </span>
        </div>
        {isOvertaken && isChanged && (
          <div role="alert" className="mt-3 flex flex-wrap items-center gap-3 rounded-box bg-error-ground px-3 py-2">
            Somebody else changed the rules while you wrote.
            <button
              type="button"
              onClick={() => setDraft(undefined)}
              className="font-semibold text-accent hover:underline"
            >
              Show theirs
            </button>
            <button
              type="button"
              onClick={() => setDraft({ rules: rows, over: value })}
              className="font-semibold text-accent hover:underline"
            >
              Go on with mine
            </button>
          </div>
        )}
        <div className="mt-2">
          {(!(failure instanceof ApiError) || wrong.size === 0 || wrong.has(-1)) && <Refused failure={failure} />}
        </div>
      </Panel>
      <Again
        by={JSON.stringify(rules)}
        id="try-rules"
        title="Try them"
        about="Reads stored spans by the rules above, saved or not, and shows what they would tell otherwise. Nothing is stored."
        look="Try the rules"
        isReady={rows.length > 0}
        ask={({ from, cursor }, signal) =>
          client
            .project(project)
            .post("mapping-rules/try", {}, { rules: bodyOf(rules), from, ...(cursor && { cursor }) }, signal)
            .catch((error: unknown) => {
              if (!signal.aborted) setFailure(error);
              throw error;
            })
        }
        add={rereadSum}
        changedIn={({ changed }) => changed}
        words={(sum) => rereadWords(sum, false)}
        outcome={(sum) => <RereadOutcome project={project} sum={sum} />}
      />
      <Again
        id={readAgain}
        title="Read history again"
        about="Rules hold for what arrives from now on. What is stored can be read again by the saved rules and the readers of this release."
        look="Show what would change"
        apply="Store it"
        isReady={!isChanged}
        ask={({ from, cursor, apply }, signal) =>
          client.project(project).post("reread", {}, { from, apply, ...(cursor && { cursor }) }, signal)
        }
        add={rereadSum}
        changedIn={({ changed }) => changed}
        words={rereadWords}
        outcome={(sum) => <RereadOutcome project={project} sum={sum} />}
        onStored={() => void cache.invalidateQueries({ queryKey: [project] })}
      />
    </>
  );
}

/** As a body that may be written to. */
const bodyOf = (rules: readonly MappingRule[]) => rules.map(({ when, ...rule }) => ({ ...rule, when: [...when] }));
