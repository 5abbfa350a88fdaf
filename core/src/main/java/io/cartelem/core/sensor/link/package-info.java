/// The ways to a sensor that deliver whole messages: UDP, clients of a TCP server, HTTP, MQTT. Each
/// becomes a link of lines; messages come on any thread and wait in a bounded buffer.
@NullMarked
package io.cartelem.core.sensor.link;

import org.jspecify.annotations.NullMarked;
