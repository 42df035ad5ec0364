import type { IncomingMessage } from 'node:http';
import {
  type ReplyEnvelope,
  StudioError,
  errorData,
  maximumAssetBytes,
  maximumProjectBytes,
  z,
} from '../../preload/contract';
import { parseJson } from '../core/text/parse-json';
import type { ReadyFile, Studio } from '../studio';
import { contentAt } from '../studio/content';
import { maximumRequestBytes } from '../studio/limits';
import { type Answer, jsonAnswer, textAnswer } from './answer';
import { readBody } from './body';
import { splitTarget } from './gate';

export type RouteParts = {
  readonly studio: Pick<Studio, 'route' | 'assets' | 'outbox' | 'gallery' | 'projects' | 'library'>;
  /** Folder of the built window. */
  readonly renderer: string;
};

const Call = z.strictObject({ channel: z.string(), payload: z.unknown() });

/** Answers a request that the gate let in. */
export async function answer(parts: RouteParts, request: IncomingMessage): Promise<Answer> {
  const [path, query] = splitTarget(request.url ?? '/');
  switch (request.method) {
    case 'POST':
      return answerPost(parts, path, query, request);
    case 'GET':
    case 'HEAD':
      return answerGet(parts, path);
    default:
      return { ...textAnswer(405, 'The studio does not know this method.'), headers: { Allow: 'GET, HEAD, POST' } };
  }
}

type Door = (studio: RouteParts['studio'], request: IncomingMessage, query: URLSearchParams) => Promise<ReplyEnvelope>;

/** Requests with bytes come by doors of their own, without a detour through JSON. */
const doors: Readonly<Record<string, Door | undefined>> = {
  '/api/request': call,
  '/api/assets': putAsset,
  '/api/projects': importProject,
};

async function answerPost(
  { studio }: RouteParts,
  path: string,
  query: URLSearchParams,
  request: IncomingMessage,
): Promise<Answer> {
  const door = doors[path];
  if (door === undefined) return notFound();
  try {
    const envelope = await door(studio, request, query);
    return jsonAnswer(200, envelope);
  } catch (thrown) {
    const error = errorData(thrown);
    return jsonAnswer(error.code === 'too-large' ? 413 : 400, { ok: false, error });
  }
}

async function call(studio: RouteParts['studio'], request: IncomingMessage): Promise<ReplyEnvelope> {
  const body = new TextDecoder().decode(await readBody(request, maximumRequestBytes));
  const parsed = Call.safeParse(parseJson(body));
  if (!parsed.success)
    throw new StudioError({ code: 'bad-request', message: 'The request is not JSON with a channel and a payload.' });
  return studio.route(parsed.data.channel, parsed.data.payload, undefined);
}

async function putAsset(studio: RouteParts['studio'], request: IncomingMessage): Promise<ReplyEnvelope> {
  return studio.route('assets.put', { bytes: await readBody(request, maximumAssetBytes) }, undefined);
}

/** The name of the file is in the address, so that its bytes need no wrapping. */
async function importProject(
  studio: RouteParts['studio'],
  request: IncomingMessage,
  query: URLSearchParams,
): Promise<ReplyEnvelope> {
  const bytes = await readBody(request, maximumProjectBytes);
  return studio.route('project.import', { bytes, name: query.get('name') }, undefined);
}

async function answerGet({ renderer, studio }: RouteParts, path: string): Promise<Answer> {
  const content = await contentAt({ ...studio, renderer }, path);
  if (content === undefined) return path === '/' ? notBuilt() : notFound();
  return {
    status: 200,
    headers: {
      'Content-Type': content.mime,
      'Cache-Control': content.cacheControl,
      ...namedAs(studio.outbox.at(path)),
    },
    body: content.bytes,
  };
}

/** A file that the studio made is to be kept under its name. */
function namedAs(file: ReadyFile | undefined): Record<string, string> {
  return file === undefined ? {} : { 'Content-Disposition': disposition(file.name) };
}

/** RFC 6266: a plain name for old readers, the full one in UTF-8. */
export function disposition(name: string): string {
  const plain = name.replaceAll(/[^\w. -]/g, '_');
  const full = encodeURIComponent(name).replaceAll(/['()]/g, (character) => `%${character.charCodeAt(0).toString(16)}`);
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
}

function notFound(): Answer {
  return textAnswer(404, 'The studio has nothing at this address.');
}

function notBuilt(): Answer {
  return textAnswer(500, 'The window of the studio is not built. Run: npm run build');
}
