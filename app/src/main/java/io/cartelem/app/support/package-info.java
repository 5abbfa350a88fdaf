/// What a person sends along when asking for help. Reads disks: background threads only.
@NullMarked
package io.cartelem.app.support;

import org.jspecify.annotations.NullMarked;
