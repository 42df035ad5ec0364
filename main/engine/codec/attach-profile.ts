import { crc32, deflateSync } from 'node:zlib';
import type { Profile } from './colours';

/** Signature, and the IHDR chunk that every PNG begins with. */
const beginning = 8 + 25;
/** What a profile is called inside the file; nobody reads it. */
const name = Uint8Array.of(...new TextEncoder().encode('ICC'), 0);
const deflated = 0;

/** The PNG file with a profile that says what its numbers mean; none of them changes. It must have no profile yet. */
export function attachProfile(png: Uint8Array, profile: Profile): Uint8Array {
  const chunk = frame('iCCP', [name, Uint8Array.of(deflated), deflateSync(profile)]);
  return new Uint8Array(Buffer.concat([png.subarray(0, beginning), chunk, png.subarray(beginning)]));
}

/** Length, type, data and checksum, as PNG's section 5.3 has it. */
function frame(type: string, data: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat([Buffer.from(type), ...data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(body.length - 4);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
