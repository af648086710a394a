import { dockerfileRule } from '../dockerfile/rule.ts';
import { covers, sourcesOf } from '../dockerfile/sources.ts';
import { finalStages } from '../dockerfile/stages.ts';
import { projectIgnoreRules } from '../ignore-rules.ts';
import { inputFolder } from './input-files.ts';

const ignoreFile = '.dockerignore';

export const dockerfileInputBaked = dockerfileRule({
  id: 'dockerfile-input-baked',
  severity: 'warning',
  about: 'The sample input does not belong into the image: the platform provides the real one.',
  look: async (dockerfile, files) => {
    const ignore = await projectIgnoreRules(files);
    const samples = (await files.entries())
      .filter(({ path, type }) => type === 'file' && path.startsWith(`${inputFolder}/`) && !ignore.ignores(path))
      .map(({ path }) => path);
    const final = finalStages(dockerfile);
    return dockerfile.stages.flatMap((stage) =>
      stage.instructions.flatMap((instruction) => {
        const source = sourcesOf(instruction).find((from) => samples.some((path) => covers(from, path)));
        if (source === undefined) return [];
        const isNamed = source.path.startsWith(inputFolder);
        const isFinal = final.includes(stage);
        return {
          message: isFinal
            ? `${instruction.keyword} puts the sample input into the image, where it hides that the real one is missing.`
            : `${instruction.keyword} takes the sample input into a stage, which is built again whenever a sample changes.`,
          remedy: isNamed ? `Do not copy ${inputFolder}/.` : `Add ${inputFolder}/ to .dockerignore.`,
          line: instruction.line,
          ...(!isFinal && { severity: 'info' as const }),
        };
      }),
    );
  },
  async fix(files) {
    const text = (await files.text(ignoreFile)) ?? '';
    const dockerfile = await files.text('Dockerfile');
    // Somebody wants it there: that needs a human.
    const isWanted = /^\s*!\/?input\b/m.test(text) || /^\s*(copy|add)\s[^\n]*\binput\b/im.test(dockerfile ?? '');
    if (isWanted) return new Map();
    const end = text === '' || text.endsWith('\n') ? '' : '\n';
    const eol = text.includes('\r\n') ? '\r\n' : '\n';
    return new Map([[ignoreFile, `${text}${end}${inputFolder}/${eol}`]]);
  },
});
