/// OBD-II over ELM327 and STN adapters. Layers: text lines → frames → messages → readings, each
/// pure; the collector runs them on one thread.
@NullMarked
package io.cartelem.core.obd;

import org.jspecify.annotations.NullMarked;
