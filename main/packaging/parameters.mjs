/**
 * What electron-builder is told besides electron-builder.yml. Who publishes, and where, is the publisher's to say: no address
 * is made up here. A Debian package must name both, so without them there is none.
 * @param {string} platform As in `process.platform`.
 * @param {Readonly<Record<string, string | undefined>>} environment
 * @returns {{ parameters: string[], notes: string[] }}
 */
export function distParameters(platform, environment) {
  const { BROOKESIA_HOMEPAGE: homepage, BROOKESIA_MAINTAINER: maintainer } = environment;
  const parameters = homepage ? [`-c.extraMetadata.homepage=${homepage}`] : [];
  if (platform !== 'linux') return { parameters, notes: [] };
  if (homepage && maintainer) return { parameters: [...parameters, `-c.linux.maintainer=${maintainer}`], notes: [] };
  const note = 'No .deb is made: it must name a page and a maintainer (BROOKESIA_HOMEPAGE, BROOKESIA_MAINTAINER).';
  return { parameters: [...parameters, '--linux', 'AppImage'], notes: [note] };
}
