// Which figures do statistics have, how long does one question take, and what is left when the container has ended?
import { ask, runContainer, tell } from './engine.mjs';

const measured = {};
const question = async (path, query) => {
  const startedAt = performance.now();
  const { status, body } = await ask('GET', `${path}/stats?${query}`);
  return {
    status,
    ms: Math.round(performance.now() - startedAt),
    memory: Object.keys(body.memory_stats ?? {})
      .filter((key) => key !== 'stats')
      .sort()
      .join(' '),
    usage: body.memory_stats?.usage,
    max_usage: body.memory_stats?.max_usage,
    total_cpu: body.cpu_stats?.cpu_usage?.total_usage,
  };
};
const busy = 'i=0; while [ $i -lt 400000 ]; do i=$((i+1)); done; sleep 4';
await runContainer({ Cmd: ['sh', '-c', busy] }, async (path) => {
  measured['one-shot, at once'] = await question(path, 'stream=false&one-shot=true');
  measured['one-shot, again'] = await question(path, 'stream=false&one-shot=true');
  measured['without one-shot'] = await question(path, 'stream=false');
  await ask('POST', `${path}/wait`);
  measured['one-shot, after the end'] = await question(path, 'stream=false&one-shot=true');
});
await tell(measured);
