package io.cartelem.core.sim.car;

/// A kind of car: what it is like at every point of a journey. Implementations are immutable, and
/// the same journey and time give the same state.
interface CarModel {
    CarState at(Journey journey, long timeNs);

    /// Whether an engine burns fuel in it.
    boolean combustion();
}
