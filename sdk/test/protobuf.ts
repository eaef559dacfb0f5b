/** What stands at a field number of a protobuf message, without a schema: varint, fixed64 or bytes. */
export type Value = bigint | Buffer;

export function values(message: Buffer, number: number): Value[] {
  return [...fields(message)].filter((field) => field.number === number).map((field) => field.value);
}

export function messages(message: Buffer, ...path: number[]): Buffer[] {
  return path.reduce<Buffer[]>((found, number) => found.flatMap((m) => values(m, number) as Buffer[]), [message]);
}

/** A repeated KeyValue as an object; enough of AnyValue for strings and integers. */
export function attributes(message: Buffer, number: number): Record<string, string | bigint | undefined> {
  return Object.fromEntries(
    messages(message, number).map((pair) => {
      const [any] = messages(pair, 2);
      const text = any && messages(any, 1)[0]?.toString();
      return [String(messages(pair, 1)[0]), text ?? (any && (values(any, 3)[0] as bigint | undefined))];
    }),
  );
}

function* fields(message: Buffer): Generator<{ number: number; value: Value }> {
  let at = 0;
  const varint = () => {
    for (let value = 0n, shift = 0n; ; shift += 7n) {
      const byte = message.readUInt8(at++);
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  const bytes = (length: number) => {
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const tag = Number(varint());
    const number = tag >> 3;
    if ((tag & 7) === 0) yield { number, value: varint() };
    else if ((tag & 7) === 1) yield { number, value: bytes(8).readBigUInt64LE() };
    else if ((tag & 7) === 5) yield { number, value: BigInt(bytes(4).readUInt32LE()) };
    else yield { number, value: bytes(Number(varint())) };
  }
}
