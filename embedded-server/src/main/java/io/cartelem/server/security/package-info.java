/// Who may do what: addresses and names under which the server answers, tokens, the operator PIN,
/// certificates. Safe on any thread.
@NullMarked
package io.cartelem.server.security;

import org.jspecify.annotations.NullMarked;
