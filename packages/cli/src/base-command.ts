import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import { successEnvelope } from '@planqk-service/core';
import { type World, watchInterruption } from './world.ts';

/** What all commands share: `--json`, the world, and that errors are told in one place (`main.ts`). */
export abstract class ServiceCommand extends Command {
  // oclif's own listing of every flag is longer than the list of flags below it.
  static override usage = '<%= command.id %> [DIR] [FLAGS]';
  static override baseFlags = {
    json: Flags.boolean({ description: 'Print one JSON object on stdout, also for errors.', helpGroup: 'GLOBAL' }),
  };

  protected readonly world: World = {
    cwd: process.cwd(),
    env: process.env,
    platform: process.platform,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    interruption: watchInterruption(process),
  };

  /** Prints the answer: the envelope with `--json`, otherwise `text`. */
  protected answer(json: boolean, data: unknown, text: string): void {
    this.world.stdout.write(json ? successEnvelope(data) : text);
  }

  protected override async catch(error: Error): Promise<void> {
    throw error;
  }

  protected override async finally(): Promise<void> {
    this.world.interruption[Symbol.dispose]();
  }
}
