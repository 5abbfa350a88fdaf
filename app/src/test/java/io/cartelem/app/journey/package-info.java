/// What a user does with the real application, from its window to its files: journeys by mouse and
/// keyboard on a headless screen. Tests run on their own thread and look at the window through
/// [Person].
@NullMarked
package io.cartelem.app.journey;

import org.jspecify.annotations.NullMarked;
