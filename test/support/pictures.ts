import sharp from 'sharp';
import { PackId, type Recipe } from '../../preload/contract';

/** A small picture of one colour. */
export async function plainPicture(
  format: 'png' | 'jpeg' | 'webp' | 'gif' | 'tiff' = 'png',
  width = 8,
  height = 6,
): Promise<Uint8Array> {
  const background = { r: 200, g: 40, b: 10 };
  return sharp({ create: { width, height, channels: 3, background } })
    .toFormat(format)
    .toBuffer();
}

export const recipe: Recipe = {
  format: 1,
  task: 'generate',
  prompt: 'ein rotes Boot, 夕焼けの海 <script>',
  seed: 7,
  candidate: 0,
  settings: { temperature: 1, topP: 0.9, guidance: 1.8 },
  pack: { id: PackId.parse('tiny'), version: '0.1.0', hash: 'f'.repeat(64) },
  studio: '0.1.0',
  device: 'cpu',
};
