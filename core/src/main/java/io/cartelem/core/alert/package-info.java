/// Alerts: rules on channels, what they raised, who acknowledged it. One thread of its own, named
/// `alerts`, watches the bus; questions are answered on any thread.
@NullMarked
package io.cartelem.core.alert;

import org.jspecify.annotations.NullMarked;
