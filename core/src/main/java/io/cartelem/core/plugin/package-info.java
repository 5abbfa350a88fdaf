/// Sources that others write: [CollectorProvider] is all that a plugin implements, [PluginFolder]
/// finds and contains them. Plugins are loaded on one thread; their collectors run on threads of
/// their own as every collector does.
@NullMarked
package io.cartelem.core.plugin;

import org.jspecify.annotations.NullMarked;
