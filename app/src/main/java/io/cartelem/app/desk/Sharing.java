package io.cartelem.app.desk;

import java.io.IOException;
import java.util.List;

/// The web pages of this computer as the window sees them: whether other devices may look on, and
/// which do. May wait for sockets or a disk, so it is called on a background thread.
public interface Sharing {

    /// Begins to serve for this computer alone, unless it does already.
    ///
    /// @throws IOException with a sentence for a person when it cannot
    void open() throws IOException;

    /// How it stands.
    State state();

    /// Lets other devices in the network in, or shuts them out.
    ///
    /// @throws IOException with a sentence for a person when no network address could be used
    void share(boolean wanted) throws IOException;

    /// Makes a new viewer link; the old one opens nothing any more.
    void renewLink();

    /// The PIN with which another device may start and stop.
    String pin();

    /// Takes a device's right back.
    ///
    /// @param id a [Guest#id]
    void revoke(String id);

    /// How sharing stands at one instant.
    ///
    /// @param serving whether the web pages can be reached at all
    /// @param shared whether other devices can reach them
    /// @param link what lets another device look on, empty while not serving
    /// @param streams how many pages follow the values now
    /// @param guests those that may come in, the one last seen first
    record State(boolean serving, boolean shared, String link, int streams, List<Guest> guests) {
        /// Nothing is served.
        public static final State OFF = new State(false, false, "", 0, List.of());

        public State {
            guests = List.copyOf(guests);
        }
    }

    /// A device that may come in.
    ///
    /// @param operator whether it may start and stop, not only look
    /// @param label what its browser calls itself
    /// @param lastSeen when it asked last, ISO 8601 in UTC
    record Guest(String id, boolean operator, String label, String address, String lastSeen) {}
}
