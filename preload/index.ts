import { contextBridge, ipcRenderer } from 'electron';
import { ReplyEnvelope, type StudioBridge, StudioEvent, ipcChannels, isChannel, studioOrigin } from './contract';

const bridge: StudioBridge = {
  request: async (channel, payload) => {
    if (!isChannel(channel)) return refused;
    return ReplyEnvelope.parse(await ipcRenderer.invoke(ipcChannels.request, channel, payload));
  },
  subscribe: (listener) => {
    const hear = (_: unknown, message: unknown) => {
      const event = StudioEvent.safeParse(message);
      if (event.success) listener(event.data);
    };
    ipcRenderer.on(ipcChannels.event, hear);
    return () => void ipcRenderer.off(ipcChannels.event, hear);
  },
  assetUrl: (asset) => `${studioOrigin}/assets/${encodeURIComponent(asset)}`,
};

const refused: ReplyEnvelope = {
  ok: false,
  error: { code: 'bad-request', message: 'The studio was asked for something it does not know.' },
};

contextBridge.exposeInMainWorld('studio', bridge);
