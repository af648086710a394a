// The plugin exports no commands, as oclif looks into its folder; here they are part of the bundle.
export { default } from '../../../node_modules/@oclif/plugin-autocomplete/lib/commands/autocomplete/create.js';
