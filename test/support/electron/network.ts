import type { OnBeforeRequestListenerDetails } from 'electron';
import type { Request as PageRequest, Route } from 'playwright-core';
import { ownAddress } from './addresses';
import { protocol } from './protocol';
import type { StandInContents } from './web-contents';

const kinds: Readonly<Record<string, OnBeforeRequestListenerDetails['resourceType']>> = {
  ...{ stylesheet: 'stylesheet', script: 'script', image: 'image', font: 'font', media: 'media' },
  ...{ xhr: 'xhr', fetch: 'xhr', websocket: 'webSocket', ping: 'ping', cspreport: 'cspReport' },
};
let count = 0;

/**
 * Answers a request of a page as Electron's network layer does: the navigation is announced, `webRequest` may cancel it,
 * and the protocol's handler answers. What is left goes to the network.
 */
export async function answerRoute(route: Route, contents: StandInContents | undefined): Promise<void> {
  const request = route.request();
  const url = ownAddress(request.url());
  // A window that the page opened: it is closed unless the application allows it, and meanwhile loads nothing.
  if (contents === undefined) return route.abort('aborted');
  if (request.isNavigationRequest() && !contents.goes(url, isMainFrame(request))) return route.abort('aborted');
  if (await contents.session.cancels(detailsOf(request, url, contents))) return route.abort('blockedbyclient');
  const body = request.postDataBuffer();
  const answer = await protocol.answer(
    new Request(url, {
      method: request.method(),
      headers: request.headers(),
      ...(body === null ? {} : { body: new Uint8Array(body) }),
    }),
  );
  return answer === undefined ? route.continue() : fulfil(route, answer);
}

async function fulfil(route: Route, answer: Response): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer());
  await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body });
}

function detailsOf(request: PageRequest, url: string, contents: StandInContents): OnBeforeRequestListenerDetails {
  return {
    ...{ id: ++count, url, method: request.method(), referrer: '', timestamp: Date.now(), webContentsId: contents.id },
    resourceType: request.isNavigationRequest()
      ? isMainFrame(request)
        ? 'mainFrame'
        : 'subFrame'
      : (kinds[request.resourceType()] ?? 'other'),
    uploadData: [],
  };
}

function isMainFrame(request: PageRequest): boolean {
  return request.frame().parentFrame() === null;
}
