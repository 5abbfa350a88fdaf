/// Small files of the user that are replaced as a whole. Safe on any thread.
@NullMarked
package io.cartelem.core.file;

import org.jspecify.annotations.NullMarked;
