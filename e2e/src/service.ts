import { type BinOptions, startBin } from './bins.ts';
import type { Command, Ended } from './command.ts';
import { suite } from './suite.ts';

/** Starts the installed `planqk-service`. */
export function startService(args: readonly string[], options?: BinOptions): Command {
  return startBin(suite, 'planqk-service', args, options);
}

/** Runs the installed `planqk-service` to its end. */
export function service(args: readonly string[], options?: BinOptions): Promise<Ended> {
  return startService(args, options).ended;
}

/** Runs the installed `create-planqk-service` to its end. */
export function create(args: readonly string[], options?: BinOptions): Promise<Ended> {
  return startBin(suite, 'create-planqk-service', args, options).ended;
}
