package io.cartelem.server;

/// The vehicle service of a station without an OBD adapter.
enum NoVehicle implements VehicleService {
    INSTANCE;

    @Override
    public Vehicle vehicle() throws UnavailableException {
        throw none();
    }

    @Override
    public Troubles troubles() throws UnavailableException {
        throw none();
    }

    @Override
    public void clearTroubles() throws UnavailableException {
        throw none();
    }

    private static UnavailableException none() {
        return new UnavailableException("No OBD adapter is connected.");
    }
}
