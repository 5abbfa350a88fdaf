/// The language of ELM327 and STN adapters: their text lines, notices and header forms, and the one
/// exchange of a command and its reply. Parsers are pure; [io.cartelem.core.obd.elm.ElmPort] is
/// used by one thread.
@NullMarked
package io.cartelem.core.obd.elm;

import org.jspecify.annotations.NullMarked;
