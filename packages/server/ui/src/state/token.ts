const key = 'planqk-service.token';

/** The access token, for as long as the browser's tab lives. */
export function createTokenStore(storage: Storage) {
  return {
    read: (): string | undefined => storage.getItem(key) ?? undefined,
    write: (token: string) => storage.setItem(key, token),
    forget: () => storage.removeItem(key),
  };
}
