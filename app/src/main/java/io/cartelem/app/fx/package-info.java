/// The only place that touches the toolkit's life: its thread, its pulse, its themes and fonts; and
/// the buttons that all pages have alike. Runs on the FX thread except where a method says
/// otherwise.
@NullMarked
package io.cartelem.app.fx;

import org.jspecify.annotations.NullMarked;
