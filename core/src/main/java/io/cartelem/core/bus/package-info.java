/// The one way of live samples: collectors publish on their own threads, subscribers receive on the
/// publisher's thread and hand off into bounded buffers.
@NullMarked
package io.cartelem.core.bus;

import org.jspecify.annotations.NullMarked;
