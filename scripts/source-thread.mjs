/** A thread of the program run from its sources: learns to read them, then runs the file that it is named. The compiled program needs it not. */
import { register } from 'tsx/esm/api';

register();
await import(process.argv[2]);
