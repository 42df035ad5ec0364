/** Entry of the engine process. */
import { LoadedPack } from './pack/loaded-pack';
import { PackShelf } from './pack/pack-shelf';
import { openPort } from './port';
import { EngineService } from './service';
import { runTask } from './tasks/run-task';

new EngineService({
  port: openPort(),
  packs: new PackShelf((pack) => LoadedPack.open(pack)),
  run: runTask,
  exit: () => process.exit(0),
});
