// Writes docs/cli.md and what the program knows of docs/checks.md; `--check` only says whether they are behind.
import './write-check-help.mjs';
import './write-docs.mjs';
