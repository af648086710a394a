// Your half of the service: replace the sample below with your own `run`.

/** The caller's fault; `message` says where, and what is expected. */
export class InvalidInput extends Error {}

/** Tosses coins, and counts how often each pattern came up. */
export function run(data, params, interim) {
  const coins = integer(data, 'data', 'coins', 1, 16);
  const shots = integer(params, 'params', 'shots', 1, 100_000, 100);
  const seed = integer(params, 'params', 'seed', 0, 99_999_999, 1);
  console.error(`tossing ${coins} coins ${shots} times`);
  interim({ completedShots: 0 });

  const toss = tosses(seed);
  const counts = new Map();
  for (let shot = 0; shot < shots; shot += 1) {
    const pattern = Array.from({ length: coins }, toss).join('');
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1);
  }
  return { counts: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))) };
}

/** Lehmer's generator: the same tosses for the same seed, everywhere. */
function tosses(seed) {
  let state = (seed % 2_147_483_647) + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state > 1_073_741_823 ? 1 : 0;
  };
}

function integer(input, where, name, lowest, highest, fallback) {
  const value = Object.hasOwn(input, name) ? input[name] : fallback;
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw new InvalidInput(`${where}.${name} must be an integer from ${lowest} to ${highest}`);
}
