import { looksLikeUtf16 } from '../../contract/encoding.ts';
import { nearest } from '../../errors/index.ts';
import type { Instruction } from '../dockerfile/model.ts';
import { dockerfileName, projectDockerfile } from '../dockerfile/parse.ts';
import type { ProjectFiles } from '../project-files.ts';
import type { Report, Rule } from '../rule.ts';

/** What the builder knows, with the least number of words behind it. */
const fewestWords: Readonly<Record<string, number>> = {
  ADD: 2,
  ARG: 1,
  CMD: 0,
  COPY: 2,
  ENTRYPOINT: 0,
  ENV: 1,
  EXPOSE: 1,
  FROM: 1,
  HEALTHCHECK: 1,
  LABEL: 1,
  MAINTAINER: 1,
  ONBUILD: 1,
  RUN: 1,
  SHELL: 1,
  STOPSIGNAL: 1,
  USER: 1,
  VOLUME: 1,
  WORKDIR: 1,
};

export const dockerfileSyntax: Rule = {
  id: 'dockerfile-syntax',
  severity: 'error',
  about: 'The Dockerfile has to be one that the builder understands.',
  async check(files) {
    const garbled = await utf16Reports(files);
    const dockerfile = await projectDockerfile(files);
    if (dockerfile === undefined) return garbled;
    const { instructions, stages } = dockerfile;
    const firstFrom = stages[0]?.from;
    const reports = [...garbled, ...instructions.flatMap((instruction) => reportsOn(instruction))];
    const tooEarly = instructions.find(({ keyword }) => keyword !== 'ARG' && Object.hasOwn(fewestWords, keyword));
    if (firstFrom === undefined)
      reports.push(report(undefined, 'There is no FROM', 'Begin with a base image, such as FROM python:3.13-slim.'));
    else if (tooEarly !== undefined && tooEarly !== firstFrom)
      reports.push(
        report(
          tooEarly,
          `${tooEarly.keyword} stands before the first FROM`,
          'Put it behind FROM; only ARG may come first.',
        ),
      );
    return reports;
  },
};

/** What the builder reads as other letters than were meant. */
async function utf16Reports(files: ProjectFiles): Promise<Report[]> {
  const reports: Report[] = [];
  for (const file of [dockerfileName, '.dockerignore'])
    if (looksLikeUtf16((await files.text(file)) ?? ''))
      reports.push({
        message: `${file} looks like UTF-16, which the builder does not read.`,
        remedy: 'Save it as UTF-8.',
        location: { file, line: 1 },
      });
  return reports;
}

function reportsOn(instruction: Instruction): Report[] {
  const { keyword, content, words, list, pairs } = instruction;
  const fewest = Object.hasOwn(fewestWords, keyword) ? fewestWords[keyword] : undefined;
  if (fewest === undefined) {
    const meant = nearest(keyword.slice(0, 40), Object.keys(fewestWords));
    const remedy =
      meant === undefined
        ? 'End the line before with \\ if it goes on here.'
        : `Write ${meant} if that is what you mean, or end the line before with \\ if it goes on here.`;
    return [report(instruction, `${JSON.stringify(keyword.slice(0, 40))} is no instruction`, remedy)];
  }
  if ((list?.length ?? words.length) < fewest)
    return [
      report(
        instruction,
        `${keyword} says too little`,
        fewest === 2 ? 'Name what to copy and where to.' : `Say what ${keyword} is about.`,
      ),
    ];
  // FROM takes one image, or an image AS a name.
  if (keyword === 'FROM' && !/^\S+(\s+as\s+\S+)?$/i.test(content))
    return [report(instruction, 'FROM has words that mean nothing here', 'Write FROM image, or FROM image AS name.')];
  const bare = keyword === 'ENV' && pairs.length > 1 ? pairs.find(({ value }) => value === undefined) : undefined;
  if (bare !== undefined)
    return [
      report(instruction, `ENV ${bare.name} has no value`, `Write ${bare.name}=value, in quotes if it holds blanks.`),
    ];
  return [];
}

function report(instruction: Instruction | undefined, what: string, remedy: string): Report {
  return { message: `${what}.`, remedy, location: { file: dockerfileName, line: instruction?.line ?? 1 } };
}
