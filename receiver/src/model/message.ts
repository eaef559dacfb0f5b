export interface Message {
  readonly role: string;
  readonly parts: readonly Part[];
}

export type Part =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "reasoning"; readonly text: string }
  | { readonly type: "tool_call"; readonly id: string | null; readonly name: string; readonly arguments: unknown }
  | { readonly type: "tool_result"; readonly id: string | null; readonly result: unknown }
  | {
      readonly type: "media";
      readonly modality: "image" | "audio" | "video" | "file";
      readonly mimeType: string | null;
      readonly uri: string | null;
    };
