package io.cartelem.core.obd.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.obd.DialogueLink;
import io.cartelem.core.obd.LeapClock;
import io.cartelem.core.obd.adapter.Adapter;
import io.cartelem.core.obd.adapter.AdapterMemory;
import io.cartelem.core.obd.adapter.AdapterProfile.Ability;
import io.cartelem.core.obd.adapter.AdapterStart;
import io.cartelem.core.obd.adapter.CarFinder;
import io.cartelem.core.obd.adapter.CarProfile;
import io.cartelem.core.obd.adapter.CarRequester;
import io.cartelem.core.obd.adapter.Discovery;
import io.cartelem.core.obd.adapter.PidPoller;
import io.cartelem.core.obd.diag.DiagnosticsException.Reason;
import io.cartelem.core.obd.elm.ElmPort;
import io.cartelem.core.obd.elm.ElmTimeouts;
import io.cartelem.core.obd.pid.Pid;
import io.cartelem.core.obd.pid.PidTable;
import io.cartelem.core.obd.pid.Scaling;
import io.cartelem.core.obd.pid.SupportedPids;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// Requests at the desk, served with a scripted adapter and car.
class DiagnosticsDeskTest {
    private final AdapterMemory memory = AdapterMemory.ofProcess();
    private final DiagnosticsDesk desk = new DiagnosticsDesk();

    /// A CAN car with two control units that support 0C.
    private static DialogueLink car() {
        return DialogueLink.elm()
                .on("0100", "7E806410000100000\r7E906410000100000\r\r>")
                .on("010C", "7E804410C1AF8\r7E904410C1AF8\r\r>")
                .on("03", "7E80443010301\r7E9024300\r\r>")
                .on("07", "7E8024700\r7E9024700\r\r>")
                .on("ATSTFF", "OK\r\r>")
                .on("ATST32", "OK\r\r>");
    }

    private CarSession open(DialogueLink link) throws Exception {
        LeapClock clock = new LeapClock();
        ElmTimeouts timeouts = ElmTimeouts.all(Duration.ofMillis(100));
        Adapter adapter = AdapterStart.start(new ElmPort(link, clock), timeouts, memory, false);
        CarRequester requester = new CarFinder(adapter, (why, bytes) -> {}).find().orElseThrow();
        SupportedPids supported = Discovery.supported(requester);
        PidPoller poller =
                new PidPoller(
                        requester,
                        supported,
                        PidTable.standard(),
                        CarProfile.unknown("car"),
                        (why, bytes) -> {});
        Pid rpm = PidTable.standard().pid(0x0C).orElseThrow();
        desk.open();
        return new CarSession(
                requester, poller, supported, Scaling.DEFAULT, Map.of(rpm, 5.0), clock);
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(60, TimeUnit.SECONDS);
    }

    private static List<String> codes(List<TroubleCode> codes) {
        return codes.stream().map(code -> code.ecu() + " " + code.code()).toList();
    }

    @Test
    void neverCarriesOutWhatWasGivenUpMeanwhile() throws Exception {
        DialogueLink link = car().on("04", "7E80144\r\r>");
        CarSession car = open(link);
        CompletableFuture<VehicleReport> clearing = desk.clearCodes();
        CompletableFuture<List<TroubleCode>> asking = desk.codes();
        clearing.cancel(false);

        assertTrue(desk.hasWaiting());
        desk.serve(car);
        assertEquals(List.of("7E8 P0301"), codes(get(asking)));
        assertFalse(desk.hasWaiting());
        desk.serve(car);
        assertEquals(0, link.count("04"));
    }

    @Test
    void whatWasGivenUpTakesNoRoomFromOthers() throws Exception {
        open(car());
        for (int i = 0; i < 3 * DiagnosticsDesk.ROOM; i++) {
            CompletableFuture<List<TroubleCode>> asking = desk.codes();
            assertFalse(asking.isDone(), "request " + i + " was refused");
            asking.cancel(false);
        }
        assertFalse(desk.hasWaiting());
    }

    @Test
    void waitsForTheControlUnitThatAsksForPatienceWhileAnotherAnswered() throws Exception {
        DialogueLink link =
                car().on(
                                "03",
                                "7E80443010301\r7E9037F0378\r\r>",
                                "7E80443010301\r7E90443010420\r\r>");
        CarSession car = open(link);
        CompletableFuture<List<TroubleCode>> asking = desk.codes();
        desk.serve(car);
        assertEquals(List.of("7E8 P0301", "7E9 P0420"), codes(get(asking)));
    }

    @Test
    void waitsForPatienceAlthoughAnotherControlUnitRefuses() throws Exception {
        DialogueLink link =
                car().on("03", "7E8037F0378\r7E9037F0311\r\r>", "7E80443010301\r7E9037F0311\r\r>");
        CarSession car = open(link);
        CompletableFuture<List<TroubleCode>> asking = desk.codes();
        desk.serve(car);
        assertEquals(List.of("7E8 P0301"), codes(get(asking)));
    }

    @Test
    void asksAgainForCodesOfWhichAPartCameDamaged() throws Exception {
        String damaged = "7E80443010301\r7E904430104 <DATA ERROR\r\r>";
        DialogueLink link = car().on("03", damaged, "7E80443010301\r7E90443010420\r\r>");
        CarSession car = open(link);
        CompletableFuture<List<TroubleCode>> asking = desk.codes();
        desk.serve(car);
        assertEquals(List.of("7E8 P0301", "7E9 P0420"), codes(get(asking)));

        link.on("03", damaged);
        CompletableFuture<VehicleReport> reading = desk.report();
        desk.serve(car);
        assertTrue(
                get(reading)
                        .remarks()
                        .contains(
                                "A part of the stored trouble codes came damaged; some may be"
                                        + " missing."),
                () -> "" + reading.join().remarks());
    }

    @Test
    void aCarThatFallsSilentDuringTheCheckIsNoFaultOfTheAdapter() throws Exception {
        DialogueLink link = car().on("010C", "7E804410C1AF8\r7E904410C1AF8\r\r>", "NO DATA\r\r>");
        CarSession car = open(link);
        Adapter adapter = car.requester().adapter();
        adapter.learn(adapter.profile().withCountDigit(Ability.WORKS));
        CompletableFuture<HealthReport> check = desk.checkAdapter(Duration.ofMillis(50));
        link.on("010C", "NO DATA\r\r>");
        desk.serve(car);
        ExecutionException e = assertThrows(ExecutionException.class, () -> get(check));
        assertEquals(
                Reason.CAR_SILENT,
                assertInstanceOf(DiagnosticsException.class, e.getCause()).reason());
        assertEquals(Ability.WORKS, adapter.profile().countDigit());
    }

    @Test
    void aCheckThatBreaksOffLeavesTheTimingAsItWas() throws Exception {
        DialogueLink link =
                car().on("ATAT2", "OK\r\r>")
                        .on("ATST19", "OK\r\r>")
                        .on("010C", "7E804410C1AF8\r7E904410C1AF8\r\r>", "NO DATA\r\r>");
        CarSession car = open(link);
        Adapter adapter = car.requester().adapter();
        adapter.learn(adapter.profile().withTiming(2, 0x19));
        CompletableFuture<HealthReport> check = desk.checkAdapter(Duration.ofMillis(50));
        link.on("010C", "NO DATA\r\r>");
        desk.serve(car);
        assertThrows(ExecutionException.class, () -> get(check));
        List<String> timing =
                link.commands().stream()
                        .filter(command -> command.matches("ATAT.|ATST.."))
                        .toList();
        assertEquals(List.of("ATAT2", "ATST19"), timing.subList(timing.size() - 2, timing.size()));
        assertEquals(2, adapter.profile().adaptive());
    }

    @Test
    void tellsWhoeverWaitsThatTheLinkWasLost() throws Exception {
        DialogueLink link = car();
        CarSession car = open(link);
        CompletableFuture<List<TroubleCode>> asking = desk.codes();
        link.unplug();
        assertThrows(LinkException.class, () -> desk.serve(car));
        ExecutionException e = assertThrows(ExecutionException.class, () -> get(asking));
        assertEquals(
                Reason.NOT_CONNECTED,
                assertInstanceOf(DiagnosticsException.class, e.getCause()).reason());
    }
}
