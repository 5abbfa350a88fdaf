/// Diagnostics: identification, trouble codes with their meanings, freeze frame, monitor readiness.
/// Decoders are pure; requests come from any thread and are served by the collector's between
/// polls.
@NullMarked
package io.cartelem.core.obd.diag;

import org.jspecify.annotations.NullMarked;
