/** Where the thread's program lies: as source, built, or among what the command line has bundled. */
export const secretThreadUrl = new URL(import.meta.url.replace(/-url(\.\w+)$/, '$1'));
