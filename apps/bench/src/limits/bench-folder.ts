import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { OwnService } from '../service/service.ts';

/** A folder for what the bench itself makes: on the disk of the service's files, and gone with them. */
export async function benchFolder({ dataDir }: OwnService): Promise<string> {
  const folder = join(dataDir, 'bench');
  await mkdir(folder, { recursive: true });
  return folder;
}
