/** The kinds of values without parts. */
export type LeafKind = 'null' | 'boolean' | 'integer' | 'number' | 'string';

/** Everything that was seen at one place of the samples. */
export interface Shape {
  /** How many values there were. */
  count: number;
  nulls: number;
  booleans: number;
  integers: number;
  /** Written with a fraction or an exponent. */
  numbers: number;
  strings: number;
  object: ObjectShape | undefined;
  array: ArrayShape | undefined;
  /** There was something so deep that it was not looked at. */
  isCut: boolean;
}

export interface ObjectShape {
  count: number;
  /** Not an object: keys such as `__proto__` are keys like others. */
  readonly properties: Map<string, PropertyShape>;
  /** Set once there were more keys than an author would name: from then on only their values are known. */
  rest: Shape | undefined;
}

interface PropertyShape {
  readonly shape: Shape;
  /** In how many of the objects the key is; duplicate keys count once. */
  seenIn: number;
  /** The last object that the key was seen in, by its number. */
  lastIn: number;
}

export interface ArrayShape {
  count: number;
  items: Shape | undefined;
}

/** More different keys than these are data, not names. */
export const mostNames = 200;

export function newShape(): Shape {
  return {
    count: 0,
    nulls: 0,
    booleans: 0,
    integers: 0,
    numbers: 0,
    strings: 0,
    object: undefined,
    array: undefined,
    isCut: false,
  };
}

export function addLeaf(shape: Shape, kind: LeafKind): void {
  shape.count += 1;
  if (kind === 'integer') shape.integers += 1;
  else if (kind === 'number') shape.numbers += 1;
  else if (kind === 'string') shape.strings += 1;
  else if (kind === 'boolean') shape.booleans += 1;
  else shape.nulls += 1;
}

/** One more object at this place. */
export function objectOf(shape: Shape): ObjectShape {
  shape.count += 1;
  shape.object ??= { count: 0, properties: new Map(), rest: undefined };
  shape.object.count += 1;
  return shape.object;
}

/** One more array at this place. */
export function arrayOf(shape: Shape): ArrayShape {
  shape.count += 1;
  shape.array ??= { count: 0, items: undefined };
  shape.array.count += 1;
  return shape.array;
}

export function itemsOf(array: ArrayShape): Shape {
  array.items ??= newShape();
  return array.items;
}

/** One more value under `key`. */
export function propertyOf(object: ObjectShape, key: string): Shape {
  if (object.rest !== undefined) return object.rest;
  const known = object.properties.get(key);
  if (known !== undefined) {
    if (known.lastIn !== object.count) known.seenIn += 1;
    known.lastIn = object.count;
    return known.shape;
  }
  if (object.properties.size === mostNames) return collapse(object);
  const shape = newShape();
  object.properties.set(key, { shape, seenIn: 1, lastIn: object.count });
  return shape;
}

/** Forgets the keys and unites what was seen under them. */
function collapse(object: ObjectShape): Shape {
  const rest = uniteAll([...object.properties.values()].map(({ shape }) => shape));
  object.rest = rest;
  object.properties.clear();
  return rest;
}

export function uniteAll(shapes: Iterable<Shape>): Shape {
  const all = newShape();
  for (const shape of shapes) unite(all, shape);
  return all;
}

/** Adds everything that `other` has seen to `shape`. */
function unite(shape: Shape, other: Shape): void {
  shape.count += other.count;
  shape.nulls += other.nulls;
  shape.booleans += other.booleans;
  shape.integers += other.integers;
  shape.numbers += other.numbers;
  shape.strings += other.strings;
  shape.isCut ||= other.isCut;
  if (other.array !== undefined) {
    shape.array ??= { count: 0, items: undefined };
    shape.array.count += other.array.count;
    if (other.array.items !== undefined) unite(itemsOf(shape.array), other.array.items);
  }
  if (other.object !== undefined) uniteObjects(shape, other.object);
}

function uniteObjects(shape: Shape, other: ObjectShape): void {
  shape.object ??= { count: 0, properties: new Map(), rest: undefined };
  const { object } = shape;
  object.count += other.count;
  if (other.rest !== undefined) unite(object.rest ?? collapse(object), other.rest);
  for (const [key, property] of other.properties) {
    let known = object.properties.get(key);
    if (object.rest === undefined && known === undefined && object.properties.size === mostNames) collapse(object);
    if (object.rest !== undefined) {
      unite(object.rest, property.shape);
      continue;
    }
    known ??= { shape: newShape(), seenIn: 0, lastIn: 0 };
    unite(known.shape, property.shape);
    known.seenIn += property.seenIn;
    object.properties.set(key, known);
  }
}
