import { useQuery } from "@tanstack/react-query";
import type { ContentCapture } from "../../../receiver/src/redaction/rules.ts";
import { receiverQuery } from "../api/settings.ts";
import { Panel, PanelTitle } from "../parts/panel.tsx";

interface ContentChoiceProps {
  readonly project: string;
  readonly content: ContentCapture | undefined;
  readonly onChange: (words: string, content: ContentCapture | undefined) => void;
}

const choices = [
  ["on", "Keep it", "messages, prompts, documents, and what tools are given and give back"],
  ["metadata", "Keep its size", "[not captured: 1234 bytes] stands in its place"],
  ["off", "Keep nothing of it", "[not captured] stands in its place"],
] as const;

const words = {
  on: "Content is kept.",
  metadata: "Only the size of content is kept.",
  off: "No content is kept.",
} as const;

/** Whether what was said is kept. */
export function ContentChoice({ project, content, onChange }: ContentChoiceProps) {
  const standard = useQuery(receiverQuery(project)).data?.contentCapture;
  const name = standard && choices.find(([choice]) => choice === standard)?.[1].toLowerCase();
  return (
    <Panel>
      <PanelTitle>What was said</PanelTitle>
      <fieldset aria-label="What was said" className="space-y-1">
        <Choice
          label="As the receiver is set"
          about={name ? `${name}, by CONTENT_CAPTURE=${standard}` : ""}
          isChosen={content === undefined}
          onChoose={() => onChange("Content is kept as the receiver is set.", undefined)}
        />
        {choices.map(([choice, label, about]) => (
          <Choice
            key={choice}
            {...{ label, about }}
            isChosen={content === choice}
            onChoose={() => onChange(words[choice], choice)}
          />
        ))}
      </fieldset>
    </Panel>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly about: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Choice({ label, about, isChosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex items-baseline gap-2.5 rounded-box px-2 py-1 hover:bg-hover">
      <input
        type="radio"
        name="content"
        checked={isChosen}
        onChange={onChoose}
        className="size-3.5 shrink-0 translate-y-0.5 accent-accent"
      />
      <span>
        {label} <span className="ml-1 text-quiet">{about}</span>
      </span>
    </label>
  );
}
