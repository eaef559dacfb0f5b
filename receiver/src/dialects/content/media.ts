import type { Part } from "../../model/message.ts";
import { firstText, isObject, isText, type Json } from "./values.ts";

type Media = Extract<Part, { readonly type: "media" }>;

const wrappers = [
  "source",
  "image_url",
  "image",
  "input_audio",
  "audio",
  "video",
  "video_url",
  "document",
  "file",
  "media",
  "inlineData",
  "inline_data",
  "fileData",
  "file_data",
  "s3Location",
];
const mimeKeys = ["mime_type", "mimeType", "media_type", "mediaType", "contentType", "content_type"];
const uriKeys = ["uri", "url", "file_uri", "fileUri", "image_url", "image", "audio", "video", "file", "data"];
const idKeys = ["file_id", "fileId"];

/** A picture, a sound, a film or a file, in whichever way it was wrapped; never its bytes. */
export function mediaOf(value: Json, said: unknown): Media {
  const layers = layersOf(value);
  const text = (keys: readonly string[]) => layers.map((layer) => firstText(layer, keys)).find(isText) ?? null;
  const uris = layers.flatMap((layer) => uriKeys.map((key) => layer[key]).filter(isText));
  const inData = uris.map((uri) => /^data:([\w.+-]+\/[\w.+-]+)/i.exec(uri)?.[1]).find(isText);
  const modality = text(["modality"]) ?? said;
  const mimeType = text(mimeKeys) ?? inData ?? mimeOfFormat(modality, text(["format"]));
  return {
    type: "media",
    modality: modalityOf(modality, mimeType),
    mimeType,
    uri: uris.find(isReal) ?? fileId(text(idKeys)),
  };
}

/** The object and what it wraps, up to three layers in. */
function layersOf(value: Json): readonly Json[] {
  const layers = [value];
  for (let depth = 0; depth < 3; depth += 1) {
    const inner = wrappers.map((key) => layers.at(-1)?.[key]).find(isObject);
    if (inner === undefined) break;
    layers.push(inner);
  }
  return layers;
}

const isReal = (uri: string) => uri.length <= 8192 && /^(?:https?|gs|s3):\/\//i.test(uri);

const fileId = (id: string | null) => (id !== null && /^[\w./-]{1,256}$/.test(id) ? id : null);

const mimeOfFormat = (modality: unknown, format: string | null) =>
  format !== null && (modality === "image" || modality === "audio" || modality === "video")
    ? `${modality}/${format}`
    : null;

function modalityOf(said: unknown, mimeType: string | null): Media["modality"] {
  if (said === "image" || said === "audio" || said === "video") return said;
  const [type] = (mimeType ?? "").split("/", 1);
  return type === "image" || type === "audio" || type === "video" ? type : "file";
}
