package io.cartelem.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.lap.session.LapService;
import io.cartelem.core.port.SampleReader;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/// Many phones that want the laps of long sessions at the same time.
@Timeout(120)
class LapCrowdTest {
    private static final int AT_A_TIME = 8;

    private final Station station = new Station();
    private final Semaphore begun = new Semaphore(0);
    private final CountDownLatch held = new CountDownLatch(1);
    private EmbeddedServer server;

    @BeforeEach
    void start() throws ServerException {
        assertEquals(1, RecordedSession.in(station.store));
        ServerContext all = station.context();
        DriveServices drive =
                new DriveServices(
                        new LapService(slow(all.store()), all.drive().courses()),
                        all.drive().live(),
                        all.drive().alerts());
        server = station.crowded(drive, all.exports());
    }

    @AfterEach
    void close() {
        held.countDown();
        server.close();
        station.close();
    }

    /// Begins to read and then waits.
    private SampleReader slow(SampleReader reader) {
        return (SampleReader)
                Proxy.newProxyInstance(
                        SampleReader.class.getClassLoader(),
                        new Class<?>[] {SampleReader.class},
                        (proxy, method, arguments) -> {
                            if (held.getCount() > 0) {
                                begun.release();
                                held.await();
                            }
                            try {
                                return method.invoke(reader, arguments);
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/sessions/1/laps",
                "/api/v1/sessions/1/line?lat=50&lon=7",
                "/api/v1/sessions/1/debrief",
                "/api/v1/laps/compare?a=1:1&b=1:2"
            })
    void readsForEightPhonesAtATimeAndLetsTheOthersWait(String heavy) throws Exception {
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();
        for (int i = 0; i < AT_A_TIME; i++) {
            asked.add(station.ask(server, heavy));
        }
        begun.acquire(AT_A_TIME);
        asked.add(station.ask(server, heavy));
        // What is not heavy is answered past those that wait.
        assertEquals(200, station.ask(server, "/api/v1/laps/live").join().statusCode());
        assertEquals(0, begun.availablePermits(), "a ninth began");
        held.countDown();
        for (CompletableFuture<HttpResponse<String>> one : asked) {
            assertTrue(one.join().statusCode() < 500, one.join().body());
        }
    }
}
