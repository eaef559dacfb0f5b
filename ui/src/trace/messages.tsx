import { AudioLines, CornerDownRight, File, Image, type LucideIcon, Video, Wrench } from "lucide-react";
import { type ReactNode, useState } from "react";
import { formatCount, plural } from "../../../receiver/src/format.ts";
import type { Message, Part } from "../../../receiver/src/model/message.ts";
import { SaidText } from "../markdown/said-text.tsx";
import { InlinePicture, isInlinePicture } from "./inline-picture.tsx";
import { mediaWords } from "./media-words.ts";
import { toolNames } from "./tool-names.ts";
import { ToolValue } from "./tool-value.tsx";

/** Of a long conversation the end is shown: what came before is what earlier calls have said. */
const lastShown = 4;

export function Messages({ messages }: { messages: readonly Message[] }) {
  const [isWhole, setWhole] = useState(false);
  const hidden = isWhole ? 0 : Math.max(0, messages.length - lastShown);
  const names = toolNames(messages);
  return (
    <>
      {hidden > 0 && (
        <button type="button" onClick={() => setWhole(true)} className="text-accent text-table hover:underline">
          Show {plural(hidden, "earlier message")}
        </button>
      )}
      {messages.slice(hidden).map((message, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages have no name but their place
        <MessageCard key={hidden + at} message={message} names={names} />
      ))}
    </>
  );
}

/** By the colour of the kind that speaks. */
const hues: ReadonlyMap<string, string> = new Map([
  ["assistant", "text-llm"],
  ["model", "text-llm"],
  ["tool", "text-tool"],
]);

function MessageCard({ message: { role, parts }, names }: { message: Message; names: ReadonlyMap<string, string> }) {
  return (
    <article className="rounded-box border border-line bg-ground px-3 py-2">
      <h4 className={`truncate font-semibold text-[11px] ${hues.get(role) ?? "text-quiet"}`}>{role || "nobody"}</h4>
      <div className="space-y-2">
        {parts.length === 0 && <span className="text-quiet italic">empty</span>}
        {parts.map((part, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
          <div key={place}>
            <PartOf part={part} names={names} />
          </div>
        ))}
      </div>
    </article>
  );
}

export function PartOf({ part, names }: { part: Part; names: ReadonlyMap<string, string> }) {
  if (part.type === "text") return <SaidText text={part.text} />;
  if (part.type === "reasoning") return <Reasoning text={part.text} />;
  if (part.type === "media") {
    return (
      <Marked Icon={mediaIcons[part.modality]} title={mediaWords(part)}>
        {isInlinePicture(part.uri) && <InlinePicture uri={part.uri} />}
      </Marked>
    );
  }
  if (part.type === "tool_call") {
    return (
      <Marked Icon={Wrench} hue="text-tool" title={part.name || "a tool"}>
        <ToolValue value={part.arguments} />
      </Marked>
    );
  }
  return (
    <Marked Icon={CornerDownRight} hue="text-tool" title={`result of ${names.get(part.id ?? "") ?? "a tool"}`}>
      <ToolValue value={part.result} />
    </Marked>
  );
}

const mediaIcons = { image: Image, audio: AudioLines, video: Video, file: File } as const;

function Reasoning({ text }: { text: string }) {
  return (
    <details>
      <summary className="text-quiet text-table italic">Reasoning, {formatCount(text.length)} characters</summary>
      <div className="mt-1 border-line border-l-2 pl-2.5 text-quiet">
        <SaidText text={text} />
      </div>
    </details>
  );
}

interface MarkedProps {
  readonly Icon: LucideIcon;
  readonly title: string;
  readonly hue?: string;
  readonly children?: ReactNode;
}

function Marked({ Icon, title, hue = "text-quiet", children }: MarkedProps) {
  return (
    <>
      <p className="flex items-start gap-1.5 text-table">
        <Icon size={13} className={`mt-0.5 shrink-0 ${hue}`} aria-hidden />
        <span className="font-medium [overflow-wrap:anywhere]">{title}</span>
      </p>
      {children && <div className="mt-0.5 border-line border-l-2 pl-2.5">{children}</div>}
    </>
  );
}
