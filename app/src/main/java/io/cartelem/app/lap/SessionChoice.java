package io.cartelem.app.lap;

/// A session that can be chosen.
///
/// @param track as its details say, empty if they do not
public record SessionChoice(long id, String name, String track) {
    @Override
    public String toString() {
        return name;
    }
}
