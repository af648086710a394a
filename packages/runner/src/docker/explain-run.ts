import { ServiceError } from '@planqk-service/core/runtime';
import type { StartFailure } from '../engine/port.ts';
import { asLostConnection } from './lost-connection.ts';

/** Turns what the engine answered while creating or starting a container into an error for the user. */
export function explainRunFailure(error: unknown, image: string): unknown {
  const { statusCode, message } = error as { statusCode?: number; message: string };
  const reason = engineWords(message);
  const options = { cause: error };
  if (statusCode === undefined) return asLostConnection('starting the container', error);
  if (statusCode === 404 && /no such image|image not known/i.test(reason)) {
    return new ServiceError('IMAGE_NOT_FOUND', { image }, options);
  }
  if (/no command specified|no CMD or ENTRYPOINT/i.test(reason))
    return new ServiceError('IMAGE_NO_COMMAND', { image }, options);
  if (isGpuFailure(error)) return new ServiceError('GPU_UNAVAILABLE', { reason }, options);
  const failure = parseStartFailure(reason);
  if (failure) return new ServiceError(failure.code, failure, options);
  return new ServiceError('START_FAILED', { reason }, options);
}

/** What the engine said, without what dockerode puts in front: "(HTTP code 409) unexpected - ". */
export function engineWords(message: string): string {
  return message.replace(/^\(HTTP code \d+\) .*? - /, '').trim();
}

/** Whether the engine has no GPU to give. */
export function isGpuFailure(error: unknown): boolean {
  return /device driver.*gpu|nvidia-container|could not select device/i.test(String((error as Error).message));
}

/** Whether the engine has a container of the name that was asked for. */
export function isNameConflict(error: unknown): boolean {
  return /name .*already in use/i.test(String((error as Error).message));
}

/** Finds in a text of the engine, its runtime or the init process that the image's command could not be executed. */
export function parseStartFailure(text: string): StartFailure | undefined {
  const command = /exec: "([^"]+)"/.exec(text)?.[1] ?? /\[FATAL tini \(\d+\)\] exec (.+?) failed/.exec(text)?.[1];
  return command === undefined ? undefined : describeStartFailure(command, text);
}

/** The same for Podman's init process, which does not name `command` and exits with an ordinary code. */
export function parseCatatonit(text: string, command: string): StartFailure | undefined {
  const reason = /^ERROR \(catatonit:\d+\): failed to exec pid1: (.*)/.exec(text)?.[1];
  return reason === undefined ? undefined : describeStartFailure(command, reason);
}

function describeStartFailure(command: string, text: string): StartFailure | undefined {
  if (/permission denied|exec format error/i.test(text)) {
    const reason = /exec format error/i.test(text)
      ? 'it was built for another machine, or has no "#!" line'
      : 'permission denied';
    return { code: 'COMMAND_NOT_EXECUTABLE', command, reason };
  }
  if (/no such file|not found/i.test(text)) return { code: 'COMMAND_NOT_FOUND', command, reason: 'no such file' };
  return undefined;
}
