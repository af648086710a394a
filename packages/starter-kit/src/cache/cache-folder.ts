import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder for what can be fetched again: `PLANQK_SERVICE_CACHE`, otherwise where the system keeps such things
 * (XDG's base directories, macOS' Caches, Windows' local application data).
 */
export function cacheFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const { PLANQK_SERVICE_CACHE: own, XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = env;
  if (own) return own;
  if (platform === 'win32') return join(local || join(home, 'AppData', 'Local'), 'planqk-service', 'Cache');
  if (platform === 'darwin') return join(home, 'Library', 'Caches', 'planqk-service');
  // XDG: a relative path is to be ignored.
  return join(xdg?.startsWith('/') ? xdg : join(home, '.cache'), 'planqk-service');
}
