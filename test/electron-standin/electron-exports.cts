/** What `require('electron')` gives in the main process. */
module.exports = Reflect.get(globalThis, Symbol.for('electron stand-in'));
