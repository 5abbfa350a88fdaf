/// Threads that are waited for until they have really ended.
@NullMarked
package io.cartelem.core.thread;

import org.jspecify.annotations.NullMarked;
