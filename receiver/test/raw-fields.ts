/** Protobuf by hand, for what no writer would write. */
export function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes.push((rest % 0x80) | 0x80);
  return Buffer.from([...bytes, rest]);
}

export function tag(field: number, type: number): Buffer {
  return varint(field * 8 + type);
}

/** A length-delimited field. */
export function wrapped(field: number, content: Uint8Array | string): Buffer {
  const bytes = Buffer.from(content);
  return Buffer.concat([tag(field, 2), varint(bytes.length), bytes]);
}

/** A field of every wire type, groups too, that nobody knows. */
export const strangers = Buffer.concat([
  tag(900, 0),
  varint(7),
  tag(901, 1),
  Buffer.alloc(8),
  wrapped(902, "what"),
  tag(903, 3),
  wrapped(1, "in a group"),
  tag(4, 3),
  tag(4, 4),
  tag(903, 4),
  tag(904, 5),
  Buffer.alloc(4),
]);

/** Records of any signal in a request: the envelopes are alike. */
export function requestOf(...records: readonly Uint8Array[]): Buffer {
  return wrapped(1, wrapped(2, Buffer.concat(records.map((record) => wrapped(2, record)))));
}
