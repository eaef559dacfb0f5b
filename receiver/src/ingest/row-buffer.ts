export { RowBuffer } from "../row-buffer.ts";
