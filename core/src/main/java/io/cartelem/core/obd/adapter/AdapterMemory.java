package io.cartelem.core.obd.adapter;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Remembers adapters and cars, so that probing happens once. Safe on any thread; a memory that
/// cannot be read or written is an empty one, never a failure.
public interface AdapterMemory {

    Optional<AdapterProfile> adapter(String identity);

    void keep(AdapterProfile profile);

    Optional<CarProfile> car(String adapterIdentity, String car);

    void keep(String adapterIdentity, CarProfile profile);

    /// A memory that lasts as long as the process.
    static AdapterMemory ofProcess() {
        return new AdapterMemory() {
            private final Map<String, AdapterProfile> adapters = new ConcurrentHashMap<>();
            private final Map<String, CarProfile> cars = new ConcurrentHashMap<>();

            @Override
            public Optional<AdapterProfile> adapter(String identity) {
                return Optional.ofNullable(adapters.get(identity));
            }

            @Override
            public void keep(AdapterProfile profile) {
                adapters.put(profile.identity(), profile);
            }

            @Override
            public Optional<CarProfile> car(String adapterIdentity, String car) {
                return Optional.ofNullable(cars.get(adapterIdentity + "\n" + car));
            }

            @Override
            public void keep(String adapterIdentity, CarProfile profile) {
                cars.put(adapterIdentity + "\n" + profile.car(), profile);
            }
        };
    }
}
