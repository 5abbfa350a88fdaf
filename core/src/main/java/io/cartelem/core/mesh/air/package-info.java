/// How long a packet occupies the air, how much of it the law and good manners leave, and what to
/// send when. Plain values and arithmetic, safe on any thread.
@NullMarked
package io.cartelem.core.mesh.air;

import org.jspecify.annotations.NullMarked;
