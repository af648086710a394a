// How a large sample becomes a specification, against the least that anything has to do with it: `JSON.parse`.
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peakMemory, time } from './process.mjs';

const sampleSize = 50e6;

export const inferTime = async ({ inferSchema, JsonText }) => {
  const sample = JsonText.from(sampleText(), 'data.json');
  return async () => timed(() => inferSchema([sample]));
};

export const parseTime = async () => {
  const text = sampleText();
  return async () => timed(() => JSON.parse(text));
};

const inferArgv = ({ node, bins }, dir) => [node, bins['planqk-service'], 'spec', 'infer', dir, '--dry-run'];

export const inferCommandTime = async (session) => {
  const { dir } = sampleProject(session);
  return () => time(inferArgv(session, dir));
};

/** Reading, parsing and nothing else, in a process of its own. */
export const parseCommandTime = async (session) => {
  const { file } = sampleProject(session);
  return () => time([session.node, '-e', `JSON.parse(fs.readFileSync(${JSON.stringify(file)}, 'utf8'))`]);
};

export const inferCommandMemory = async (session) => {
  const { dir } = sampleProject(session);
  return () => peakMemory(inferArgv(session, dir));
};

export const sampleFileSize = async (session) => {
  const { file } = sampleProject(session);
  return async () => statSync(file).size / 1e6;
};

function timed(action) {
  const begun = performance.now();
  action();
  return performance.now() - begun;
}

function sampleProject({ freshPath }) {
  const dir = freshPath();
  const file = join(dir, 'input', 'data.json');
  mkdirSync(join(dir, 'input'), { recursive: true });
  writeFileSync(file, sampleText());
  return { dir, file };
}

/** Many small objects with values of every kind, as in a graph or a problem that is exported row by row. */
function sampleText() {
  const edges = [];
  for (let size = 0, index = 0; size < sampleSize; index += 1) {
    const edge = JSON.stringify({
      id: index,
      name: `edge-${index}`,
      weight: index / 7,
      position: [index % 97, (index % 89) / 3, -0.5],
      active: index % 2 === 0,
      note: index % 5 === 0 ? null : 'a few words of text',
    });
    size += edge.length + 1;
    edges.push(edge);
  }
  return `{"graph":{"edges":[${edges.join(',')}]},"seed":1}`;
}
