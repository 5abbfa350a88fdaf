package io.cartelem.core.mesh;

import io.cartelem.core.mesh.RadioStatus.Warning;
import io.cartelem.core.mesh.air.RadioSettings;
import io.cartelem.core.mesh.air.RadioWarning;
import io.cartelem.core.mesh.air.Region;
import io.cartelem.core.mesh.proto.FromRadio.LoraConfig;
import io.cartelem.core.mesh.stream.NodeConfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What of a node's set-up stands in the way of its work here, beyond what the air says.
final class Warnings {
    static final Warning NO_PRIVATE_CHANNEL =
            new Warning(
                    "no_private_channel",
                    "The radio has no private channel: give one channel a random key, on this and"
                            + " on the other radio.");

    private Warnings() {}

    static RadioSettings radio(LoraConfig lora) {
        return RadioSettings.fromNode(
                lora.usePreset(),
                lora.modemPreset(),
                lora.bandwidth(),
                lora.spreadFactor(),
                lora.codingRate(),
                lora.region(),
                lora.hopLimit(),
                lora.txEnabled(),
                lora.overrideDutyCycle());
    }

    static Warning of(RadioWarning warning) {
        return new Warning(warning.name().toLowerCase(Locale.ROOT), warning.sentence());
    }

    /// For a node that only listens: how it would send is of no interest.
    static List<Warning> ofListener(NodeConfig node) {
        List<Warning> found = new ArrayList<>();
        if (node.keepsPrivatePackets()) {
            found.add(of(RadioWarning.ROUTER_ROLE));
        }
        if (node.channel("").isEmpty()) {
            found.add(NO_PRIVATE_CHANNEL);
        }
        if (radio(node.lora()).region() == Region.UNSET) {
            found.add(of(RadioWarning.REGION_UNSET));
        }
        return found;
    }
}
