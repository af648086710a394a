import type { CollectionTag, ScalarTag, ToStringOptions } from 'yaml';

type NumberTag = Pick<ScalarTag, 'test' | 'resolve'>;

/**
 * Numbers keep their spelling when a document is written again: yaml would write 9007199254740993 as
 * 9007199254740992 and 1e400 as .inf, because it writes the double that it has read.
 */
function keepingSource(tag: ScalarTag): ScalarTag {
  if (!/:(int|float)$/.test(tag.tag) || tag.stringify === undefined) return tag;
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

function isScalarTag(tag: NumberTag | CollectionTag): tag is ScalarTag {
  return (tag as CollectionTag).collection === undefined;
}

/** Writes a document as its author did, as far as the author's habits can be told from `text`. */
export function writeOptions(text: string): ToStringOptions {
  const indent = /^( +)\S/m.exec(text)?.[1]?.length ?? 2;
  return {
    lineWidth: 0,
    indent: indent >= 2 && indent <= 8 ? indent : 2,
    indentSeq: !/^( *)[\w"'/{}-]+:[ \t]*\n\1- /m.test(text),
    flowCollectionPadding: /[[{] \S/.test(text),
  };
}
