package io.cartelem.core.obd.adapter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// An [AdapterMemory] in one JSON file, written anew and moved into place with every change. Holds
/// the adapters and cars met last, so that it stays small. Safe on any thread; a file that cannot
/// be read or written is logged, and what it knew is learned again.
public final class JsonAdapterMemory implements AdapterMemory {
    private static final Logger LOG = LoggerFactory.getLogger(JsonAdapterMemory.class);
    private static final int MAX_ENTRIES = 64;
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private final Path file;
    private final Map<String, AdapterProfile> adapters = bounded();
    private final Map<String, CarProfile> cars = bounded();

    /// The form of the file.
    private record Contents(Map<String, AdapterProfile> adapters, Map<String, CarProfile> cars) {}

    /// @param file need not exist; its directory does
    public JsonAdapterMemory(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            load();
        }
    }

    @Override
    public synchronized Optional<AdapterProfile> adapter(String identity) {
        return Optional.ofNullable(adapters.get(identity));
    }

    @Override
    public synchronized void keep(AdapterProfile profile) {
        if (!profile.equals(adapters.put(profile.identity(), profile))) {
            save();
        }
    }

    @Override
    public synchronized Optional<CarProfile> car(String adapterIdentity, String car) {
        return Optional.ofNullable(cars.get(key(adapterIdentity, car)));
    }

    @Override
    public synchronized void keep(String adapterIdentity, CarProfile profile) {
        if (!profile.equals(cars.put(key(adapterIdentity, profile.car()), profile))) {
            save();
        }
    }

    private static String key(String adapterIdentity, String car) {
        return adapterIdentity + " | " + car;
    }

    private void load() {
        try {
            Contents contents = JSON.readValue(file.toFile(), Contents.class);
            adapters.putAll(contents.adapters());
            cars.putAll(contents.cars());
        } catch (IOException | RuntimeException e) {
            LOG.warn(
                    "What was learned about adapters cannot be read from {}; starting anew",
                    file,
                    e);
            adapters.clear();
            cars.clear();
        }
    }

    private void save() {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, json());
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn(
                    "What was learned about adapters cannot be kept in {}: {}", file, e.toString());
        }
    }

    private String json() throws JsonProcessingException {
        return JSON.writeValueAsString(new Contents(adapters, cars));
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_ENTRIES;
            }
        };
    }
}
