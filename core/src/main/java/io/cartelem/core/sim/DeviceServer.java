package io.cartelem.core.sim;

import io.cartelem.core.collect.transport.ByteLink;
import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.sim.device.Device;
import io.cartelem.core.thread.Threads;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;

/// Lets a simulated device be reached: one client at a time, the next one when the last has left,
/// or at once where a newcomer takes the line over. The device can be unplugged and plugged in
/// again under the same address. Safe on any thread.
final class DeviceServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceServer.class);

    private final String name;
    private final Device device;
    private final Doorway.Opener opener;
    private final boolean blocksNatively;
    private final boolean newcomersTakeOver;
    private @Nullable Running running;
    private String address = "";

    /// A doorway, the thread behind it and whom it serves.
    private static final class Running {
        final Doorway doorway;
        @Nullable Thread thread;
        volatile @Nullable ByteLink client;

        /// Serves the client where the thread that accepts has to be free; that thread's own.
        @Nullable Thread serving;

        boolean stopped;

        Running(Doorway doorway) {
            this.doorway = doorway;
        }
    }

    /// @param blocksNatively whether the doorway's links block in native code, so that a virtual
    ///   thread would hold its carrier
    DeviceServer(String name, Device device, Doorway.Opener opener, boolean blocksNatively) {
        this(name, device, opener, blocksNatively, false);
    }

    private DeviceServer(
            String name,
            Device device,
            Doorway.Opener opener,
            boolean blocksNatively,
            boolean newcomersTakeOver) {
        this.name = name;
        this.device = device;
        this.opener = opener;
        this.blocksNatively = blocksNatively;
        this.newcomersTakeOver = newcomersTakeOver;
    }

    /// A device behind a TCP port of the loopback interface, the same one after each [#plug].
    ///
    /// @param port 0 for any free one
    static DeviceServer onTcp(String name, Device device, int port) {
        return new DeviceServer(name, device, new TcpDoorway.SamePort(port), false, false);
    }

    /// The same for a device that lets go of its client when another one calls.
    static DeviceServer takenOverOnTcp(String name, Device device, int port) {
        return new DeviceServer(name, device, new TcpDoorway.SamePort(port), false, true);
    }

    /// Begins to serve; harmless when it does already.
    synchronized void plug() throws IOException {
        if (running != null) {
            return;
        }
        device.powerCycle();
        Running mine = new Running(opener.open());
        address = mine.doorway.address();
        Thread.Builder builder = blocksNatively ? Thread.ofPlatform().daemon() : Thread.ofVirtual();
        mine.thread = builder.name(name).start(() -> serve(mine));
        running = mine;
    }

    /// What a client opens, or last opened while the device is unplugged.
    synchronized String address() {
        Running present = running;
        if (present != null) {
            address = present.doorway.address();
        }
        return address;
    }

    /// Ends service at once, as when the cable is pulled, and waits for the thread to be gone.
    void unplug() {
        Running mine;
        ByteLink client;
        synchronized (this) {
            mine = running;
            if (mine == null) {
                return;
            }
            running = null;
            mine.stopped = true;
            client = mine.client;
        }
        mine.doorway.close();
        if (client != null) {
            client.close();
        }
        Thread thread = mine.thread;
        if (thread != null) {
            Threads.end(thread);
        }
    }

    /// Unplugs for good.
    @Override
    public void close() {
        unplug();
        opener.close();
    }

    private void serve(Running mine) {
        try {
            while (true) {
                ByteLink link = mine.doorway.accept();
                if (newcomersTakeOver) {
                    hangUp(mine);
                }
                synchronized (this) {
                    if (mine.stopped) {
                        link.close();
                        return;
                    }
                    mine.client = link;
                }
                if (newcomersTakeOver) {
                    mine.serving =
                            Thread.ofVirtual().name(name + "-client").start(() -> serveOne(link));
                } else if (!serveOne(link)) {
                    return;
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                if (!mine.stopped) {
                    LOG.warn("{} can no longer be reached: {}", name, e.getMessage());
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("{} stops while it waits", name);
        } finally {
            hangUp(mine);
        }
    }

    /// @return whether the device goes on
    private boolean serveOne(ByteLink link) {
        try (link) {
            device.serve(link);
            return true;
        } catch (LinkException e) {
            LOG.debug("{}: {}", name, e.getMessage());
            return true;
        } catch (InterruptedException e) {
            LOG.debug("{} stops while it serves", name);
            return false;
        }
    }

    /// Lets go of the client, and waits until nothing is done for it any more. On the thread that
    /// accepts.
    private static void hangUp(Running mine) {
        ByteLink client = mine.client;
        if (client != null) {
            client.close();
        }
        Thread serving = mine.serving;
        if (serving != null) {
            Threads.end(serving);
            mine.serving = null;
        }
    }
}
