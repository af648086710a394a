import { keyAt, skipBlanks, skipNested, stringEnd } from '../contract/json-skip.ts';
import type { JsonText } from '../contract/json-text.ts';
import {
  type ArrayShape,
  addLeaf,
  arrayOf,
  itemsOf,
  type ObjectShape,
  objectOf,
  propertyOf,
  type Shape,
} from './shape.ts';

/** Deeper values are taken as they are: a schema that deep helps nobody. */
export const deepestLevel = 48;

const quote = 0x22;

/**
 * Adds one sample to what is known of a place: one pass over the text, no values are made, no stack is used up.
 * Memory grows with the number of different places, not with the size of the sample.
 *
 * @param json is known to be JSON, so nothing is checked here
 */
export function scanInto(shape: Shape, json: JsonText): void {
  const { text } = json;
  const arrays: (ArrayShape | undefined)[] = [];
  const objects: (ObjectShape | undefined)[] = [];
  let array: ArrayShape | undefined;
  let object: ObjectShape | undefined;
  let target = shape;
  let at = 0;
  const { length } = text;

  while (at < length) {
    const code = text.charCodeAt(at);
    switch (code) {
      case 0x20:
      case 0x0a:
      case 0x0d:
      case 0x09:
      case 0x3a: // ":"
        at += 1;
        continue;
      case 0x2c: // ","
        at += 1;
        // Behind a comma comes the next item, or a key that sets the target itself.
        if (array !== undefined) target = itemsOf(array);
        continue;
      case 0x7b: // "{"
      case 0x5b: // "["
        if (arrays.length >= deepestLevel) {
          target.count += 1;
          target.isCut = true;
          at = skipNested(text, at);
          continue;
        }
        arrays.push(array);
        objects.push(object);
        if (code === 0x7b) {
          object = objectOf(target);
          array = undefined;
        } else {
          array = arrayOf(target);
          object = undefined;
          at = skipBlanks(text, at + 1);
          // Only what is not empty has items.
          if (text.charCodeAt(at) !== 0x5d) target = itemsOf(array);
          continue;
        }
        at += 1;
        continue;
      case 0x7d: // "}"
      case 0x5d: // "]"
        array = arrays.pop();
        object = objects.pop();
        at += 1;
        continue;
      case quote: {
        const end = stringEnd(text, at);
        if (object !== undefined && isKey(text, end)) target = propertyOf(object, keyAt(text, at, end));
        else addLeaf(target, 'string');
        at = end;
        continue;
      }
      case 0x74: // "true"
        addLeaf(target, 'boolean');
        at += 4;
        continue;
      case 0x66: // "false"
        addLeaf(target, 'boolean');
        at += 5;
        continue;
      case 0x6e: // "null"
        addLeaf(target, 'null');
        at += 4;
        continue;
      default: {
        let isInteger = true;
        at += 1;
        for (; at < length; at += 1) {
          const digit = text.charCodeAt(at);
          if (digit >= 0x30 && digit <= 0x39) continue;
          // ".", "e", "E"; a sign behind them.
          if (digit === 0x2e || digit === 0x65 || digit === 0x45) isInteger = false;
          else if (digit !== 0x2b && digit !== 0x2d) break;
        }
        addLeaf(target, isInteger ? 'integer' : 'number');
      }
    }
  }
}

function isKey(text: string, end: number): boolean {
  return text.charCodeAt(skipBlanks(text, end)) === 0x3a;
}
