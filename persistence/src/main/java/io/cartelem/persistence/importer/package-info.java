/// Reads recordings of other programs and Cartelem's own exports into a store. One import belongs
/// to the thread that calls it.
@NullMarked
package io.cartelem.persistence.importer;

import org.jspecify.annotations.NullMarked;
