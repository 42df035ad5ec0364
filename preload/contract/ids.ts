import { z } from './zod';

/** Opaque name of a picture held by the host; never a path. */
export const AssetId = z
  .string()
  .regex(/^[a-z0-9]{16,64}$/)
  .brand<'AssetId'>();
export type AssetId = z.infer<typeof AssetId>;

export const JobId = z
  .string()
  .regex(/^job-[a-z0-9]{8,32}$/)
  .brand<'JobId'>();
export type JobId = z.infer<typeof JobId>;

/** A project that the host holds open or keeps in its journal. */
export const ProjectId = z
  .string()
  .regex(/^project-[a-f0-9]{16}$/)
  .brand<'ProjectId'>();
export type ProjectId = z.infer<typeof ProjectId>;

export const PackId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .brand<'PackId'>();
export type PackId = z.infer<typeof PackId>;

export const LayerId = z
  .string()
  .regex(/^[a-z0-9-]{1,64}$/)
  .brand<'LayerId'>();
export type LayerId = z.infer<typeof LayerId>;

/** A folder of the library. */
export const FolderId = z
  .string()
  .regex(/^folder-[a-f0-9]{16}$/)
  .brand<'FolderId'>();
export type FolderId = z.infer<typeof FolderId>;

/** A photo of the library; says nothing about where it is. */
export const PhotoId = z
  .string()
  .regex(/^photo-[a-f0-9]{32}$/)
  .brand<'PhotoId'>();
export type PhotoId = z.infer<typeof PhotoId>;
