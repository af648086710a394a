import type { BundledFile, StagedBundle } from './write.ts';

/** What a bundle is made of, for whoever has to tell later what was deployed. The same bundle gives the same manifest. */
export interface BundleManifest {
  readonly manifestVersion: 1;
  readonly service: string;
  readonly bundle: { readonly file: string; readonly size: number; readonly sha256: string };
  readonly tool: { readonly name: string; readonly version: string };
  /** What the project was made from, as planqk-service.json tells it. */
  readonly starter?: unknown;
  /** The image that was built from the unpacked bundle and ran the sample; absent where that was not done. */
  readonly image?: { readonly id: string; readonly platform: string };
  readonly files: readonly BundledFile[];
}

export interface ManifestFacts extends Pick<BundleManifest, 'service' | 'tool' | 'starter' | 'image'> {
  /** Name of the archive, without folders. */
  readonly file: string;
}

export function bundleManifest(
  { size, sha256, files }: Pick<StagedBundle, 'size' | 'sha256' | 'files'>,
  { service, tool, starter, image, file }: ManifestFacts,
): BundleManifest {
  return {
    manifestVersion: 1,
    service,
    bundle: { file, size, sha256 },
    tool,
    ...(starter !== undefined && { starter }),
    ...(image && { image }),
    files,
  };
}
