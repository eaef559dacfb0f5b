/** Messages as OpenTelemetry's GenAI conventions write them. */
export type Part =
  | { readonly type: "text"; readonly content: string }
  | { readonly type: "reasoning"; readonly content: string }
  | { readonly type: "tool_call"; readonly id?: string | null; readonly name: string; readonly arguments: unknown }
  | { readonly type: "tool_call_response"; readonly id?: string | null; readonly response: unknown }
  | { readonly type: "blob"; readonly modality: Modality; readonly mime_type?: string; readonly content: string }
  | { readonly type: "uri"; readonly modality: Modality; readonly mime_type?: string; readonly uri: string }
  | { readonly type: "file"; readonly modality: Modality; readonly mime_type?: string; readonly file_id: string };

type Modality = "image" | "audio" | "video" | "file";

export interface Message {
  readonly role: string;
  readonly parts: readonly Part[];
  readonly name?: string;
  /** Of an answer. */
  readonly finish_reason?: string;
}
