export function licenseTexts(moduleIds: readonly string[]): string;
