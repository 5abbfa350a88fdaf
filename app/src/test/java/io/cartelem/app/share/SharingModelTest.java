package io.cartelem.app.share;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;

import io.cartelem.app.desk.FakeDesk;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.SnapshotTaker;
import io.cartelem.app.fx.Background;
import io.cartelem.app.text.Mood;
import io.cartelem.app.text.Presentation;
import io.cartelem.app.text.Texts;
import io.cartelem.app.text.Units;

import org.junit.jupiter.api.Test;

import java.time.Duration;

class SharingModelTest {
    private final FakeDesk desk = new FakeDesk();
    private final Notices notices = new Notices(text -> text);
    private final SnapshotTaker taker = new SnapshotTaker(desk, Runnable::run);
    private final SharingModel model =
            new SharingModel(
                    desk,
                    new Background(Runnable::run, Runnable::run),
                    notices,
                    new Presentation(Texts.of("en"), Units.METRIC));

    @Test
    void aServerThatCannotStartIsANotice() {
        desk.sharing.refusal = "Port 8000 is in use by another program.";
        model.open();
        assertEquals("Port 8000 is in use by another program.", notices.items().getFirst().text());
        assertFalse(model.stateProperty().get().serving());
        desk.sharing.refusal = null;
        model.open();
        assertTrue(model.stateProperty().get().serving());
    }

    @Test
    void sharingIsOffUntilAPersonWantsIt() {
        model.open();
        assertFalse(model.stateProperty().get().shared());
        assertEquals("off", model.wordsProperty().get());
        model.share(true);
        assertTrue(model.stateProperty().get().shared());
        assertEquals(Mood.GOOD, model.moodProperty().get());
        assertEquals("open", model.wordsProperty().get());
        model.share(false);
        assertFalse(model.stateProperty().get().shared());
    }

    @Test
    void whoLooksOnIsCountedEveryTwoSeconds() {
        model.open();
        model.share(true);
        model.update(taker.get());
        desk.sharing.streams = 3;
        model.update(taker.get());
        assertEquals("open", model.wordsProperty().get());
        desk.clock.advance(Duration.ofSeconds(2));
        model.update(taker.get());
        assertEquals("3 viewers", model.wordsProperty().get());
    }

    @Test
    void aSettingThatSharesAlwaysIsExplained() {
        model.open();
        desk.sharing.fixed = true;
        model.share(true);
        model.share(false);
        assertTrue(model.stateProperty().get().shared());
        assertTrue(notices.items().getFirst().text().contains("HOST"));
    }

    @Test
    void aNewLinkReplacesTheOldOne() {
        model.open();
        String old = model.stateProperty().get().link();
        model.renewLink();
        assertNotEquals(old, model.stateProperty().get().link());
    }

    @Test
    void thePinIsKnownOnlyWhileItIsShown() {
        model.open();
        assertEquals("", model.pinProperty().get());
        model.showPin(true);
        assertEquals("483920", model.pinProperty().get());
        model.showPin(false);
        assertEquals("", model.pinProperty().get());
    }

    @Test
    void aRevokedDeviceIsGone() {
        desk.sharing.withGuests();
        model.open();
        model.revoke(model.stateProperty().get().guests().getFirst());
        assertEquals(1, model.stateProperty().get().guests().size());
        assertEquals("t1", model.stateProperty().get().guests().getFirst().id());
    }

    @Test
    void theCodeSaysTheLink() throws Exception {
        String link = "http://192.168.178.20:8000/?token=mWq3kT7bXn0aZ5cR9dVf1";
        assertEquals(link, new QRCodeReader().decode(picture(QrCode.encode(link))).getText());
    }

    private static BinaryBitmap picture(BitMatrix modules) throws WriterException {
        int scale = 4;
        int edge = modules.getWidth() * scale;
        int[] pixels = new int[edge * edge];
        for (int at = 0; at < pixels.length; at++) {
            boolean black = modules.get(at % edge / scale, at / edge / scale);
            pixels[at] = black ? 0xFF000000 : 0xFFFFFFFF;
        }
        return new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(edge, edge, pixels)));
    }
}
