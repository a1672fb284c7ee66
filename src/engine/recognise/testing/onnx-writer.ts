/** Writes small ONNX models: just enough of the protocol buffers of onnx.proto3 for graphs made by hand in tests. */

type Bytes = Uint8Array<ArrayBuffer>;
type Field = readonly [number, number | string | Bytes];

/** Values of `TensorProto.DataType`. */
export const FLOAT = 1;
export const INT64 = 7;
export const BOOL = 9;

function varint(value: number): readonly number[] {
  const out: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    if (rest < 128n) return [...out, low];
    out.push(low | 128);
  }
}

function concat(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  for (let i = 0, at = 0; i < parts.length; at += parts[i++]!.length) whole.set(parts[i]!, at);
  return whole;
}

/** Numbers as varints, strings and bytes with their length. */
function message(fields: readonly Field[]): Bytes {
  return concat(fields.flatMap(([id, value]) => {
    if (typeof value === 'number') return [Uint8Array.from([...varint(id << 3), ...varint(value)])];
    const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
    return [Uint8Array.from([...varint((id << 3) | 2), ...varint(bytes.length)]), bytes];
  }));
}

export interface Port {
  readonly name: string;
  readonly type: number;
  /** A name stands for a length that is only known at run time. */
  readonly shape: readonly (number | string)[];
}

export interface Node {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Whole numbers, or lists of them. */
  readonly attributes?: Readonly<Record<string, number | readonly number[]>>;
}

export interface Constant {
  readonly name: string;
  readonly type: number;
  readonly shape: readonly number[];
  readonly values: readonly number[];
}

const port = ({ name, type, shape }: Port): Bytes => {
  const dims = shape.map((one): Field => [1, message([typeof one === 'number' ? [1, one] : [2, one]])]);
  return message([[1, name], [2, message([[1, message([[1, type], [2, message(dims)]])]])]]);
};

const ATTRIBUTE_INT = 2;
const ATTRIBUTE_INTS = 7;

const node = ({ op, inputs, outputs, attributes = {} }: Node): Bytes => message([
  ...inputs.map((one): Field => [1, one]), ...outputs.map((one): Field => [2, one]), [4, op],
  ...Object.entries(attributes).map(([name, value]): Field => [5, message(typeof value === 'number'
    ? [[1, name], [3, value], [20, ATTRIBUTE_INT]]
    : [[1, name], ...value.map((one): Field => [8, one]), [20, ATTRIBUTE_INTS]])]),
]);

const constant = ({ name, type, shape, values }: Constant): Bytes => {
  const raw = type === FLOAT ? new Uint8Array(Float32Array.from(values).buffer) : new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
  return message([...shape.map((one): Field => [1, one]), [2, type], [8, name], [9, raw]]);
};

const IR_VERSION = 8;
const OPSET = 13;

/** The file's bytes. */
export function onnxModel(inputs: readonly Port[], outputs: readonly Port[], constants: readonly Constant[], nodes: readonly Node[]): Bytes {
  const graph = message([
    ...nodes.map((one): Field => [1, node(one)]), [2, 'graph'], ...constants.map((one): Field => [5, constant(one)]),
    ...inputs.map((one): Field => [11, port(one)]), ...outputs.map((one): Field => [12, port(one)]),
  ]);
  return message([[1, IR_VERSION], [8, message([[2, OPSET]])], [7, graph]]);
}
