/** Entry of the library's process: photos are decoded and searched here, away from the window. */
import { openPort } from '../engine/port';
import { LibraryService } from './service';

new LibraryService(openPort(), () => process.exit(0));
