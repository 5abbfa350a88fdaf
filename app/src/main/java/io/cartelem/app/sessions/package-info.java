/// The sessions that were recorded: find, sort, edit, delete with undo, export, import. FX thread;
/// the store is asked in the background.
@NullMarked
package io.cartelem.app.sessions;

import org.jspecify.annotations.NullMarked;
