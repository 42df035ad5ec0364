/** Packages the studio around a stand-in for Electron and checks what went in. Nothing is fetched. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale, root } from '../../main/launcher/build.mjs';
import { preparePackaging } from '../../main/packaging/prepare.mjs';
import { complaintsAbout } from './content.mjs';
import { packageStudio } from './package-studio.mjs';
import { drawsPicture } from './run-packaged.mjs';
import { printSizes, tooLarge } from './sizes.mjs';
import { startsFromArchive } from './start-packaged.mjs';

if (process.platform !== 'linux') {
  console.log('The packaging check did not run: it packages for Linux, on Linux.');
  process.exit(0);
}

const folder = mkdtempSync(join(tmpdir(), 'brookesia-packaging-'));
try {
  buildIfStale();
  await preparePackaging(root);
  const packaged = packageStudio(root, folder);
  printSizes(packaged);
  const complaints = [
    ...complaintsAbout(packaged, root),
    ...tooLarge(packaged),
    ...drawsPicture(packaged, folder),
    ...(await startsFromArchive(packaged, folder, root)),
  ];
  for (const complaint of complaints) console.error(`✗ ${complaint}`);
  if (complaints.length === 0) console.log('✓ What belongs in the package is there, and nothing else.');
  process.exitCode = complaints.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
