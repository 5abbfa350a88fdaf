/// The calls of the HTTP contract, a class per subject. Handlers run on virtual threads and keep no
/// state between requests.
@NullMarked
package io.cartelem.server.rest;

import org.jspecify.annotations.NullMarked;
