import type { ObjectShape, Shape } from './shape.ts';

/** Fewer keys than this that come and go may be optional fields. */
const fewestComing = 8;

/** What keys look like that are values: measured states, numbers, Pauli terms, UUIDs and the like. */
const dataKeys = [
  /^[01]+([ _|,][01]+)*$/,
  /^-?\d+(\.\d+)?$/,
  /^0[xX][0-9a-fA-F]+$/,
  /^[[(]?-?\d+(\s*[,;:|-]\s*-?\d+)+[\])]?$/,
  /^\|[^>]*>$/,
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
];
const pauliTerm = /^[IXYZ]{2,}$/;

/**
 * Whether an object is used as a map: its keys are data, its values are all described by one schema. So it is when
 *
 * - every key looks like a value: bit strings (`000`, `01 10`), numbers, hexadecimal numbers, tuples (`0,1`), kets,
 *   UUIDs, or two and more Pauli terms of one length (`XX`, `ZZ`);
 * - there are more than 200 different keys;
 * - at least 8 different keys come and go, none is in every object, and their values are of one kind.
 *
 * Everything else is a record: its keys are names that the author gave.
 */
export function isMapLike(object: ObjectShape): boolean {
  if (object.rest !== undefined) return true;
  const keys = [...object.properties.keys()];
  if (keys.length === 0) return false;
  if (keys.every((key) => dataKeys.some((pattern) => pattern.test(key)))) return true;
  const length = keys[0]?.length;
  if (keys.length >= 2 && keys.every((key) => pauliTerm.test(key) && key.length === length)) return true;
  const properties = [...object.properties.values()];
  return (
    keys.length >= fewestComing &&
    properties.every(({ seenIn }) => seenIn < object.count) &&
    new Set(properties.map(({ shape }) => kindOf(shape))).size === 1
  );
}

function kindOf({ booleans, integers, numbers, strings, object, array }: Shape): string {
  return [booleans > 0, integers + numbers > 0, strings > 0, object !== undefined, array !== undefined].join();
}
