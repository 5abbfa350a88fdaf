package io.cartelem.core.collect.discovery;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkOpeners;
import io.cartelem.core.collect.transport.PortsInUse;
import io.cartelem.core.collect.transport.SerialLink;
import io.cartelem.core.collect.transport.SerialPortInfo;
import io.cartelem.core.collect.transport.SerialPorts;
import io.cartelem.core.collect.transport.SerialSettings;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The computer's serial ports, as a search needs them. Any thread.
public interface PortAccess {

    /// The ports there are.
    List<SerialPortInfo> list() throws LinkException;

    /// Opens a port; as [SerialLink#open].
    ByteLink open(String path, int baud) throws LinkException;

    /// Who has the port open, for example `this program` or `minicom`; null if nobody is known to.
    @Nullable String user(String path);

    /// A value that changes when the port is plugged in again; as in
    /// [io.cartelem.core.collect.transport.LinkOpener#presence].
    @Nullable Object presence(String path);

    /// The real ones.
    static PortAccess system() {
        return new PortAccess() {
            @Override
            public List<SerialPortInfo> list() throws LinkException {
                return SerialPorts.list();
            }

            @Override
            public ByteLink open(String path, int baud) throws LinkException {
                return SerialLink.open(path, SerialSettings.at(baud));
            }

            @Override
            public @Nullable String user(String path) {
                return PortsInUse.contains(path)
                        ? "another source of Cartelem"
                        : PortUsers.of(path);
            }

            @Override
            public @Nullable Object presence(String path) {
                return LinkOpeners.presenceOf(path);
            }
        };
    }
}
