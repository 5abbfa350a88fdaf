/// The command line: each command a class, run on the main thread. The only package that prints.
@NullMarked
package io.cartelem.app.cli;

import org.jspecify.annotations.NullMarked;
