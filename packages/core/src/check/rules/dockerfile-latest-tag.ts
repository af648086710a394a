import { dockerfileRule } from '../dockerfile/rule.ts';
import { imageName, stageCalled } from '../dockerfile/stages.ts';

const examples: Readonly<Record<string, string>> = {
  alpine: 'alpine:3.22',
  debian: 'debian:trixie-slim',
  golang: 'golang:1.24-trixie',
  node: 'node:24-slim',
  rust: 'rust:1.85-slim',
  ubuntu: 'ubuntu:24.04',
};

export const dockerfileLatestTag = dockerfileRule({
  id: 'dockerfile-latest-tag',
  severity: 'warning',
  about: 'A base image without a version is another one tomorrow.',
  look: ({ stages }) =>
    stages.flatMap(({ base, from: { line } }, index) => {
      const isFixed = base.includes('@') || base.includes('$') || base.toLowerCase() === 'scratch' || base === '';
      if (isFixed || stageCalled(base, stages.slice(0, index)) !== undefined) return [];
      // A colon before the last slash belongs to a registry's port.
      const tag = /:([^:/]+)$/.exec(base)?.[1];
      if (tag !== undefined && tag !== 'latest') return [];
      return {
        message: `${base} ${tag === undefined ? 'has no version' : 'is whatever is newest'}, so that the next build may begin with another image.`,
        remedy: `Name a version, such as ${examples[imageName(base)] ?? 'python:3.13-slim'}.`,
        line,
      };
    }),
});
