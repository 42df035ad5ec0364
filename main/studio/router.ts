import {
  type Channel,
  type ChannelReply,
  type ChannelRequest,
  type ReplyEnvelope,
  StudioError,
  type StudioErrorData,
  channels,
  errorData,
  isChannel,
  type z,
} from '../../preload/contract';

export type Handlers = {
  readonly [C in Channel]: (request: ChannelRequest<C>) => ChannelReply<C> | Promise<ChannelReply<C>>;
};

/** Answers one request of a window. Never rejects: whatever goes wrong is in the envelope. */
export type Route<Sender> = (channel: unknown, payload: unknown, sender: Sender) => Promise<ReplyEnvelope>;

export type RouterParts<Sender> = {
  readonly handlers: Handlers;
  readonly isTrusted: (sender: Sender) => boolean;
  /** Told about what must not happen; the window is told no more than that it did. */
  readonly report: (channel: string, thrown: unknown) => void;
};

export function createRouter<Sender>({ handlers, isTrusted, report }: RouterParts<Sender>): Route<Sender> {
  return async (channel, payload, sender) => {
    try {
      if (!isTrusted(sender)) throw forbidden();
      return { ok: true, value: await dispatch(handlers, knownChannel(channel), payload) };
    } catch (thrown) {
      if (!(thrown instanceof StudioError)) report(typeof channel === 'string' ? channel : 'without a name', thrown);
      return { ok: false, error: dataForWindow(thrown) };
    }
  };
}

/** The schemas by channel, in the form in which TypeScript relates them to the handler of the same channel. */
type Doors = {
  readonly [C in Channel]: {
    readonly request: z.ZodType<ChannelRequest<C>>;
    readonly reply: z.ZodType<ChannelReply<C>>;
  };
};
const doors: Doors = channels;

async function dispatch<C extends Channel>(handlers: Handlers, channel: C, payload: unknown): Promise<ChannelReply<C>> {
  const request = doors[channel].request.safeParse(payload);
  if (!request.success) throw badRequest(channel, request.error);
  return doors[channel].reply.parse(await handlers[channel](request.data));
}

function knownChannel(channel: unknown): Channel {
  if (typeof channel === 'string' && isChannel(channel)) return channel;
  throw new StudioError({ code: 'bad-request', message: 'The studio was asked for something it does not know.' });
}

function badRequest(channel: Channel, error: z.ZodError): StudioError {
  const reasons = error.issues
    .slice(0, 3)
    .map(({ path, message }) => `${path.map(String).join('.') || 'request'}: ${message}`);
  return new StudioError({
    code: 'bad-request',
    message: `The request ${channel} is not well-formed: ${reasons.join('; ')}.`,
  });
}

function forbidden(): StudioError {
  return new StudioError({ code: 'forbidden', message: 'Only the window of the studio may ask for this.' });
}

/** The stack of an unforeseen error names folders of the machine: it goes to the log, not to the window. */
function dataForWindow(thrown: unknown): StudioErrorData {
  const { detail, ...data } = errorData(thrown);
  return thrown instanceof StudioError && detail !== undefined ? { ...data, detail } : data;
}
