import {
  ReplyEnvelope,
  StudioError,
  StudioEvent,
  channels,
  type Channel,
  type ChannelInput,
  type ChannelReply,
} from '../../preload/contract';
import type { LiveBridge } from './live-bridge';

/** The typed end of the bridge: what comes in is parsed here and trusted by the rest of the window. */
export class StudioClient {
  readonly #bridge: LiveBridge;

  constructor(bridge: LiveBridge) {
    this.#bridge = bridge;
  }

  /** @throws StudioError as the host reported it, or `internal` for a reply that breaks the contract. */
  async request<C extends Channel>(channel: C, input: ChannelInput<C>): Promise<ChannelReply<C>> {
    const envelope = ReplyEnvelope.safeParse(await this.#bridge.request(channel, input));
    if (!envelope.success) throw brokenReply(channel, envelope.error);
    if (!envelope.data.ok) throw new StudioError(envelope.data.error);
    const reply = channels[channel].reply.safeParse(envelope.data.value);
    if (!reply.success) throw brokenReply(channel, reply.error);
    // The schema is looked up by the channel, which the compiler cannot follow through the union of all replies.
    return reply.data as ChannelReply<C>;
  }

  /** Events that break the contract are left out. Returns the function that ends the subscription. */
  subscribe(listener: (event: StudioEvent) => void): () => void {
    return this.#bridge.subscribe((event) => {
      const parsed = StudioEvent.safeParse(event);
      if (parsed.success) listener(parsed.data);
    });
  }

  watchConnection(listener: (connected: boolean) => void): () => void {
    return this.#bridge.watchConnection(listener);
  }

  assetUrl(asset: string): string {
    return this.#bridge.assetUrl(asset);
  }

  /** Address of the small picture of a project that was opened lately. */
  recentUrl(id: string): string {
    return this.#bridge.assetUrl(id).replace('/assets/', '/recent/');
  }
}

function brokenReply(channel: Channel, cause: Error): StudioError {
  return new StudioError(
    {
      code: 'internal',
      message: `The studio's answer to "${channel}" could not be understood.`,
      detail: cause.message,
      hint: 'The window and the studio may be of different versions. Close the studio and start it again.',
    },
    { cause },
  );
}
