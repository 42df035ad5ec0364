/** Entry of the engine process. */
import { currentRoom } from './memory/room';
import { LoadedPack } from './pack/loaded-pack';
import { PackShelf } from './pack/pack-shelf';
import { openPort } from './port';
import { RetrieverShelf } from './retriever/retriever-shelf';
import { EngineService } from './service';
import { tryDevice } from './sessions';
import { runTask } from './tasks/run-task';

new EngineService({
  port: openPort(),
  packs: new PackShelf((pack, device) => LoadedPack.open(pack, device), currentRoom),
  retrievers: new RetrieverShelf(),
  run: runTask,
  tryDevice,
  exit: () => process.exit(0),
});
