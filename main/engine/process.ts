/** Entry of the engine process. */
import { runsInElectron } from './memory/plain-node';
import { currentRoom } from './memory/room';
import { LoadedPack } from './pack/loaded-pack';
import { PackShelf } from './pack/pack-shelf';
import { openPort } from './port';
import { knowsPicture } from './reading/knows-picture';
import { RetrieverShelf } from './retriever/retriever-shelf';
import { EngineService } from './service';
import { tryDevice } from './sessions';
import { runTask } from './tasks/run-task';

new EngineService({
  port: openPort(),
  packs: new PackShelf((pack, device) => LoadedPack.open(pack, device), currentRoom, runsInElectron(), knowsPicture),
  retrievers: new RetrieverShelf(),
  run: runTask,
  tryDevice,
  exit: () => process.exit(0),
});
