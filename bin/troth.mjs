#!/usr/bin/env node
/** The command `troth`, from any folder: installs and compiles what is missing, silently when nothing is, then runs the program. */
import { ensureBuilt } from '../scripts/build.mjs';
import { ensureInstalled } from '../scripts/install.mjs';

ensureInstalled();
ensureBuilt();
await import('../dist/main.js');
