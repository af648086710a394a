import type { CollectionTag, ScalarTag, ToStringOptions } from 'yaml';

type NumberTag = Pick<ScalarTag, 'test' | 'resolve'>;

/**
 * Numbers keep their spelling when a document is written again: yaml would write 9007199254740993 as
 * 9007199254740992 and 1e400 as .inf, because it writes the double that it has read.
 */
function keepingSource(tag: ScalarTag): ScalarTag {
  if (!isNumberTag(tag) || tag.stringify === undefined) return tag;
  const { stringify } = tag;
  return {
    ...tag,
    stringify: (item, context, onComment, onChompKeep) =>
      item.source ?? stringify(item, context, onComment, onChompKeep),
  };
}

/** How every specification is read: one way, so that what was read by one part can be written by another. */
export const yamlOptions = {
  customTags: (tags: readonly (string | CollectionTag | ScalarTag)[]) =>
    tags.map((tag) => (typeof tag === 'object' && 'resolve' in tag && isScalarTag(tag) ? keepingSource(tag) : tag)) as (
      | CollectionTag
      | ScalarTag
    )[],
  uniqueKeys: true,
  logLevel: 'silent',
} as const;

/** A number with its spelling, in place of a double that may be another number. */
export class SpelledNumber {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** A number may be a key: status codes are. */
  toString(): string {
    return this.source;
  }
}

/** Reads numbers as {@link SpelledNumber}, and writes them as they were spelled. */
export const spellingOptions = {
  ...yamlOptions,
  customTags: (tags: readonly (string | CollectionTag | ScalarTag)[]) =>
    tags.map((tag) => {
      if (typeof tag !== 'object' || !isScalarTag(tag as ScalarTag) || !isNumberTag(tag as ScalarTag)) return tag;
      return {
        ...tag,
        identify: (value: unknown) => value instanceof SpelledNumber,
        resolve: (source: string) => new SpelledNumber(source),
        stringify: ({ value }: { value: unknown }) => (value as SpelledNumber).source,
      };
    }) as (CollectionTag | ScalarTag)[],
} as const;

function isNumberTag({ tag }: ScalarTag): boolean {
  return /:(int|float)$/.test(tag);
}

function isScalarTag(tag: NumberTag | CollectionTag): tag is ScalarTag {
  return (tag as CollectionTag).collection === undefined;
}

/** Writes a document as its author did, as far as the author's habits can be told from `text`. */
export function writeOptions(text: string): ToStringOptions & { readonly indent: number } {
  const indent = /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
  return {
    lineWidth: 0,
    indent: indent >= 2 && indent <= 8 ? indent : 2,
    indentSeq: !/^( *)[\w"'/{}-]+:[ \t]*\n\1- /m.test(text),
    flowCollectionPadding: /[[{] \S/.test(text),
  };
}
