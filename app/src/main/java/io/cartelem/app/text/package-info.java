/// Words and numbers as a person reads them: translations, units, durations. Immutable, any thread.
@NullMarked
package io.cartelem.app.text;

import org.jspecify.annotations.NullMarked;
