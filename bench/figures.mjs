// What is measured, against what, and what we promised. Targets are data: a missed one is told, never loosened.
//
// ours, instead   make what takes one sample: milliseconds, or MB/s where `unit` says so
// target          atMost: ratio of the medians, ours to instead; atLeast, below: our median itself. Without: for information
import { bundleByZip, bundledMegabytes, bundleMemory, bundleOurs } from './bundle.mjs';
import { inputByHand, runByHand } from './by-hand.mjs';
import { builtIn, fetched } from './create.mjs';
import {
  inferCommandMemory,
  inferCommandTime,
  inferTime,
  parseCommandTime,
  parseTime,
  sampleFileSize,
} from './infer.mjs';
import { copyRate, readerRate } from './output-reader.mjs';
import { run, time, timePiped } from './process.mjs';
import { askStore, heldAfter, jobsByHand, jobsByServer, memoryAfter, pollNothing, pollServer } from './serve.mjs';

const mebibyte = 1024 * 1024;

const bareNode = {
  title: '`node -e 0`',
  start:
    ({ node }) =>
    () =>
      time([node, '-e', '0']),
};
const ourCommand = (...args) => ({
  title: `\`planqk-service ${args.join(' ')}\``,
  start:
    ({ node, bins }) =>
    () =>
      time([node, bins['planqk-service'], ...args]),
});
/** A module script of one line, run among the installed packages. */
const script = (title, code) => ({
  title,
  start: (session) => () => time([session.node, '--input-type=module', '-e', code(session)], { cwd: session.packages }),
});
const ourRun = {
  title: '`planqk-service run --image`',
  argv: ({ node, bins, images }, image) => [node, bins['planqk-service'], 'run', '--image', images[image]],
};
const dockerRun = {
  title: '`docker run --rm`',
  argv: ({ images }, image) => ['docker', 'run', '--rm', images[image]],
};
const unloggedDockerRun = {
  title: '`docker run --rm --log-driver none`',
  argv: ({ images }, image) => ['docker', 'run', '--rm', '--log-driver', 'none', images[image]],
};
const job = ({ title, argv }) => ({ title, start: (session) => () => time(argv(session, 'job')) });
const status = (count) => askStore(count, 'median of `GET /{id}`', (id) => `/${id}`);
const list = (count) => askStore(count, "median of the page's list of jobs", () => '/ui/api/jobs?limit=50');
const logged = ({ title, argv }) => ({
  title: `${title}, piped`,
  start: (session) => () => timePiped(argv(session, 'log'), { atLeast: 300e6 }),
});

const byHand = (image) => ({
  title: 'the same requests by hand, the output thrown away',
  start: ({ images, freshPath }) => {
    const input = inputByHand(freshPath());
    return () => runByHand(images[image], input);
  },
});

export const figures = [
  { name: 'version', runs: 21, ours: ourCommand('--version'), instead: bareNode, target: { atMost: 1.5 } },
  { name: 'help', runs: 21, ours: ourCommand('--help'), instead: bareNode, target: { atMost: 3.5 } },
  { name: 'run-help', runs: 11, ours: ourCommand('run', '--help'), instead: bareNode },
  {
    name: 'create',
    runs: 21,
    ours: {
      title: '`create-planqk-service DIR --starter python --yes --no-git`',
      start:
        ({ node, bins, freshPath }) =>
        () =>
          time([node, bins['create-planqk-service'], freshPath(), '--starter', 'python', '--yes', '--no-git']),
    },
    instead: bareNode,
    target: { atMost: 2 },
  },
  {
    name: 'create-fetched',
    note: 'the same starter',
    runs: 21,
    ours: { title: '`create-planqk-service` from a fetched starter', start: fetched },
    instead: { title: 'from the built-in one', start: builtIn },
    target: { atMost: 1.2 },
  },
  {
    name: 'check',
    runs: 21,
    ours: {
      title: '`planqk-service check` on the Python starter',
      start: async ({ node, bins, freshPath }) => {
        const dir = freshPath();
        await run([node, bins['create-planqk-service'], dir, '--starter', 'python', '--yes', '--no-git']);
        return () => time([node, bins['planqk-service'], 'check', dir]);
      },
    },
    instead: bareNode,
    target: { atMost: 6 },
  },
  {
    name: 'library',
    engine: true,
    runs: 15,
    ours: {
      title: 'library, `runner.start()` to `outcome`',
      start: async ({ runner, createInput, images }) => {
        const image = await runner.findImage(images.job);
        const { input } = createInput({});
        return async () => {
          const begun = performance.now();
          await using execution = await runner.start(image, input);
          const { status } = await execution.outcome;
          const ended = performance.now();
          if (status !== 'SUCCEEDED') throw new Error(`the service ended as ${status}`);
          return ended - begun;
        };
      },
    },
    instead: job(dockerRun),
    target: { atMost: 0.9 },
  },
  { name: 'library-by-hand', engine: true, runs: 15, ours: byHand('job'), instead: job(dockerRun) },
  { name: 'run', engine: true, runs: 15, ours: job(ourRun), instead: job(dockerRun), target: { atMost: 1.25 } },
  {
    name: 'log',
    engine: true,
    note: '300 MB',
    runs: 3,
    warmUps: 1,
    ours: logged(ourRun),
    instead: logged(dockerRun),
    target: { atMost: 0.25 },
  },
  {
    name: 'log-by-hand',
    engine: true,
    note: '300 MB',
    runs: 3,
    warmUps: 1,
    ours: byHand('log'),
    instead: logged(dockerRun),
  },
  {
    name: 'log-by-docker',
    engine: true,
    note: '300 MB',
    runs: 3,
    warmUps: 1,
    ours: logged(unloggedDockerRun),
    instead: logged(dockerRun),
  },
  {
    name: 'serve-throughput',
    engine: true,
    runs: 5,
    warmUps: 1,
    ours: jobsByServer,
    instead: jobsByHand,
    target: { atMost: 1 },
  },
  {
    name: 'serve-latency',
    engine: true,
    runs: 5,
    warmUps: 1,
    ours: pollServer,
    instead: pollNothing,
    target: { below: 50 },
  },
  { name: 'store-status', runs: 7, ours: status(10_000), instead: status(100), target: { atMost: 1.25 } },
  { name: 'store-list', runs: 7, ours: list(10_000), instead: list(100), target: { atMost: 1.25 } },
  {
    name: 'serve-memory',
    runs: 3,
    warmUps: 0,
    unit: 'MB',
    ours: memoryAfter(10_000),
    instead: memoryAfter(5_000),
    target: { atMost: 1.1 },
  },
  {
    name: 'serve-memory-held',
    runs: 1,
    warmUps: 0,
    unit: 'MB',
    ours: heldAfter(5_000),
    instead: heldAfter(1_000),
    target: { atMost: 1.1 },
  },
  {
    name: 'bundle',
    note: '200 MB',
    runs: 5,
    warmUps: 1,
    ours: bundleOurs,
    instead: bundleByZip,
    target: { atMost: 1.2 },
  },
  {
    name: 'bundle-memory',
    note: '2 GB',
    runs: 1,
    warmUps: 0,
    unit: 'MB',
    ours: bundleMemory,
    instead: { title: 'the project', start: () => async () => bundledMegabytes },
    target: { atMost: 0.25 },
  },
  {
    name: 'reader-log',
    note: 'no marker',
    runs: 11,
    unit: 'MB/s',
    ours: { title: '`OutputReader`', start: readerRate({ line: 'plain', size: 256 * mebibyte }) },
    instead: { title: 'copying the bytes', start: copyRate({ line: 'plain', size: 256 * mebibyte }) },
    target: { atLeast: 500 },
  },
  {
    name: 'reader-interim',
    note: 'an interim result on each line',
    runs: 11,
    unit: 'MB/s',
    ours: { title: '`OutputReader`', start: readerRate({ line: 'interim', size: 64 * mebibyte }) },
    instead: { title: 'copying the bytes', start: copyRate({ line: 'interim', size: 64 * mebibyte }) },
    target: { atLeast: 150 },
  },
  {
    name: 'reader-interim-60',
    note: 'an interim result on each line of 60 bytes',
    runs: 11,
    unit: 'MB/s',
    ours: { title: '`OutputReader`', start: readerRate({ line: 'interim-60', size: 64 * mebibyte }) },
    instead: { title: 'copying the bytes', start: copyRate({ line: 'interim-60', size: 64 * mebibyte }) },
  },
  {
    name: 'infer',
    note: '50 MB',
    runs: 7,
    ours: { title: '`inferSchema`', start: inferTime },
    instead: { title: '`JSON.parse`', start: parseTime },
    target: { atMost: 3 },
  },
  {
    name: 'infer-command',
    note: '50 MB',
    runs: 5,
    warmUps: 1,
    ours: { title: '`planqk-service spec infer --dry-run`', start: inferCommandTime },
    instead: { title: '`node -e`: read and `JSON.parse`', start: parseCommandTime },
  },
  {
    name: 'infer-memory',
    note: '50 MB',
    runs: 3,
    warmUps: 0,
    unit: 'MB',
    ours: { title: 'peak of `planqk-service spec infer --dry-run`', start: inferCommandMemory },
    instead: { title: 'the sample', start: sampleFileSize },
    target: { atMost: 6 },
  },
  {
    name: 'import-runner',
    runs: 11,
    ours: script("`import('@planqk-service/runner')`", () => "await import('@planqk-service/runner')"),
    instead: bareNode,
  },
  {
    name: 'connect',
    engine: true,
    runs: 11,
    ours: script(
      'that and `createRunner()`',
      () => "await using runner = await (await import('@planqk-service/runner')).createRunner()",
    ),
    instead: bareNode,
  },
  {
    name: 'import-cli',
    runs: 11,
    ours: script(
      'the CLI loaded, compile cache as in its bin',
      ({ packages }) =>
        `import { enableCompileCache } from 'node:module'; enableCompileCache(); for (const file of ['start.cjs', 'commands/run.cjs']) await import('${packages}/node_modules/planqk-service/dist/' + file)`,
    ),
    instead: bareNode,
  },
];
