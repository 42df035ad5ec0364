import type { ProjectId, Recipe } from '../../preload/contract';
import type { StudioClient } from '../client/studio-client';
import { BoxMenu } from './box-menu.svelte';
import { CanvasDocument } from './canvas-document.svelte';
import { Controlling } from './controlling.svelte';
import { Desk } from './desk';
import { Captioning } from './captioning.svelte';
import { Changing } from './changing.svelte';
import type { PixelPorts } from './change-requests';
import { Describing } from './describing.svelte';
import { Dialogs } from './dialogs.svelte';
import { Doubts } from './doubts.svelte';
import { Drawing } from './drawing.svelte';
import { Editor } from './editor.svelte';
import { Exporting } from './exporting.svelte';
import { FoundPlaces } from './found-places.svelte';
import { Files, type FilesParts } from './files.svelte';
import { Forking } from './forking.svelte';
import { Keymap } from './keymap.svelte';
import { Layout } from './layout.svelte';
import { picturesOf } from './jobs';
import { Library } from './library.svelte';
import { Looking } from './looking.svelte';
import { Notices } from './notices.svelte';
import { PastPictures } from './past-pictures.svelte';
import { Placing } from './placing.svelte';
import { Planner } from './planner.svelte';
import { PreviewReceipts } from './preview-receipts';
import { Project } from './project.svelte';
import { PromptState } from './prompt.svelte';
import { Reader } from './reader.svelte';
import { References } from './references.svelte';
import { Session } from './session.svelte';
import { Settings, type Dice } from './settings.svelte';
import { Staging } from './staging.svelte';
import { StorageList } from './storage-list.svelte';
import type { Storage } from './stored';
import { ThemeState, type MediaQuery } from './theme.svelte';
import { Understanding } from './understanding.svelte';
import { Tour } from './tour.svelte';
import { ViewState } from './view.svelte';
import { Windows, type WindowsParts } from './windows';

/** What the window's state needs of the browser. */
export interface StudioPorts {
  readonly storage: Storage;
  /** What lasts as long as the window, over its reloads. */
  readonly memory: Storage;
  readonly systemDark: MediaQuery;
  readonly dice: Dice;
  readonly download: FilesParts['download'];
  readonly pickFile: FilesParts['pickFile'];
  readonly copyPicture: FilesParts['copyPicture'];
  readonly copyText: (text: string) => Promise<void>;
  readonly pixels: PixelPorts;
  /** What this window was opened for, and how it opens another one in the browser. */
  readonly beginning: string;
  readonly openTab: WindowsParts['openTab'];
  /** Calls back when the window has painted once more; not while it is hidden. */
  readonly nextFrame: (painted: () => void) => void;
}

/** Everything the window knows, and what can be done in it. Components read from here and hold no logic. */
export class Studio {
  readonly client: StudioClient;
  readonly session: Session;
  readonly receipts: PreviewReceipts;
  readonly notices = new Notices();
  readonly document = new CanvasDocument();
  readonly prompt: PromptState;
  readonly settings: Settings;
  readonly theme: ThemeState;
  readonly layout: Layout;
  readonly keymap: Keymap;
  readonly view: ViewState;
  readonly editor: Editor;
  readonly drawing: Drawing;
  readonly staging: Staging;
  readonly doubts: Doubts;
  readonly forking: Forking;
  readonly placing: Placing;
  readonly planner: Planner;
  readonly controlling: Controlling;
  readonly changing: Changing;
  readonly boxMenu: BoxMenu;
  readonly references: References;
  readonly reader: Reader;
  readonly describing: Describing;
  readonly files: Files;
  readonly project: Project;
  readonly windows: Windows;
  readonly dialogs = new Dialogs();
  readonly exporting: Exporting;
  readonly pastPictures: PastPictures;
  readonly storageList: StorageList;
  readonly library: Library;
  readonly captioning: Captioning;
  readonly looking: Looking;
  readonly places: FoundPlaces;
  readonly understanding: Understanding;
  readonly tour: Tour;

  constructor(client: StudioClient, ports: StudioPorts) {
    this.client = client;
    this.session = new Session(client);
    this.receipts = new PreviewReceipts({ client, nextFrame: ports.nextFrame });
    client.subscribe((event) => {
      if (event.type === 'notice') this.notices.alert(event.error);
    });
    this.prompt = new PromptState(ports.storage);
    this.settings = new Settings(ports.storage, ports.dice);
    this.theme = new ThemeState(ports.storage, ports.systemDark);
    this.layout = new Layout(ports.storage);
    this.keymap = new Keymap(ports.storage, () => this.session.info?.platform);
    this.view = new ViewState(this.document);
    this.editor = new Editor(this.document, this.view);
    this.boxMenu = new BoxMenu(this.document, this.editor, this.view);
    this.staging = new Staging(this.session, this.document);
    this.placing = new Placing(this.document, ports.storage);
    this.controlling = new Controlling({
      ...{ client, session: this.session, document: this.document, editor: this.editor },
      ...{ staging: this.staging, notices: this.notices, pickFile: ports.pickFile },
    });
    this.references = new References(this);
    this.drawing = new Drawing(this);
    this.doubts = new Doubts(this);
    this.forking = new Forking(this);
    this.planner = new Planner(this);
    this.reader = new Reader({ session: this.session, staging: this.staging, storage: ports.storage });
    this.changing = new Changing({ ...changingParts(this), reader: this.reader, pixels: ports.pixels });
    this.describing = new Describing(this.session, this.staging, this.notices, this.reader);
    const { document, drawing, notices, staging } = this;
    const { download, pickFile, copyPicture } = ports;
    const { memory, beginning, openTab } = ports;
    const onopen = (id: ProjectId) => (this.session.project = id);
    this.project = new Project({ client, document, drawing, notices, memory, beginning, onopen });
    const isUntouched = () => this.isUntouched;
    this.windows = new Windows({ client, notices, project: this.project, isUntouched, openTab });
    const { storage, copyText } = ports;
    this.looking = new Looking(this);
    this.places = new FoundPlaces(document);
    const { session, looking, places, reader } = this;
    this.understanding = new Understanding({ session, document, notices, looking, places, reader, storage });
    this.library = new Library({ client, document, drawing, notices });
    const { dialogs, library } = this;
    this.captioning = new Captioning({ client, session, dialogs, library, notices, storage });
    this.files = new Files({
      client,
      document,
      drawing,
      notices,
      staging,
      project: this.project,
      windows: this.windows,
      download,
      pickFile,
      copyPicture,
    });
    const candidates = () => this.session.jobs.map(picturesOf).findLast((all) => all.length > 0) ?? [];
    this.exporting = new Exporting({
      ...{ client, document, editor: this.editor, notices, storage, copyPicture },
      candidates: () => candidates().map(({ asset }) => asset),
      tell: (reply) => this.files.tell(reply),
    });
    this.pastPictures = new PastPictures({ client, document, drawing, staging, notices });
    this.storageList = new StorageList({ client, notices, copyText });
    this.tour = new Tour(this, storage);
  }

  /** Nothing is on the canvas, and nothing is about to be. */
  get blank(): boolean {
    return this.staging.seen === undefined && this.document.current.layers.length === 0 && !this.drawing.busy;
  }

  /** Nobody has drawn, opened or changed anything here, nor named the project. */
  get isUntouched(): boolean {
    return (
      this.blank && !this.document.canUndo && !this.document.canRedo && !this.project.unsaved && !this.project.named
    );
  }

  get title(): string {
    const { percent } = this.drawing;
    return percent === undefined ? this.project.title : `${percent} % - Brookesia`;
  }

  /** The last projects are shown first of all; nothing else is needed to go on with one. */
  async open(): Promise<void> {
    void this.project.look();
    await this.notices.guard(() => this.session.open());
    this.adoptPack();
    await this.project.start();
    this.drawing.resume();
    await new Desk(this).start();
  }

  /** An untouched canvas has the size of the pack's pictures. */
  adoptPack(): void {
    const { pack } = this.session;
    if (pack?.image !== undefined) this.document.adoptSide(pack.image.outputPixels);
  }

  /** Sets prompt, seed and settings to those that made a picture. */
  recall(recipe: Recipe): void {
    this.prompt.text = recipe.prompt;
    this.settings.recall(recipe);
    this.notices.toast('Prompt, seed and settings are those of this picture');
  }

  /** As {@link recall}, of one thing alone. */
  recallPart(recipe: Recipe, part: 'prompt' | 'seed' | 'settings'): void {
    if (part === 'prompt') this.prompt.text = recipe.prompt;
    if (part === 'seed') this.settings.typeSeed(String(recipe.seed));
    if (part === 'settings') this.settings.recallDrawing(recipe);
  }

  /** Draws the next pictures after those that this one was drawn after. */
  async recallReferences(recipe: Recipe): Promise<void> {
    await this.notices.guard(async () => {
      const { request } = await this.client.request('pictures.again', { recipe });
      if (request.task === 'generate') this.references.recall(recipe.pictures ?? [], request.references ?? []);
    });
  }

  /** Draws the picture of the recipe once more, with what was planned or read then. */
  async makeAgain(recipe: Recipe): Promise<void> {
    if (recipe.task === 'generate') this.recall(recipe);
    const request = async () => (await this.client.request('pictures.again', { recipe })).request;
    await this.drawing.run(request, recipe.candidate);
  }
}

function changingParts({ client, session, document, drawing, staging, editor, prompt, settings }: Studio) {
  return { client, session, document, drawing, staging, editor, prompt, settings };
}
