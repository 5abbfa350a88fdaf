/// The pages and libraries that a browser loads, from the class path and nowhere else. Safe on any
/// thread.
@NullMarked
package io.cartelem.server.web;

import org.jspecify.annotations.NullMarked;
