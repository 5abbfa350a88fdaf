package io.cartelem.app.share;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;

import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.StackPane;
import javafx.scene.paint.Color;

import java.util.Map;

/// A text as a QR code, always black on white with its quiet zone, because cameras read no other
/// reliably. FX thread.
final class QrCode extends StackPane {
    /// Quiet zone in modules (ISO/IEC 18004, section 6.3.8).
    private static final int QUIET = 4;

    private final Canvas canvas;
    private String shown = "";

    /// @param size of an edge in pixels
    QrCode(double size) {
        canvas = new Canvas(size, size);
        getStyleClass().add("qr-code");
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        getChildren().add(canvas);
    }

    /// Shows `text`; nothing where it is empty or too long for a code.
    void show(String text) {
        if (text.equals(shown)) {
            return;
        }
        shown = text;
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(Color.WHITE);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        if (!text.isEmpty()) {
            paint(g, text);
        }
    }

    private void paint(GraphicsContext g, String text) {
        BitMatrix modules;
        try {
            modules = encode(text);
        } catch (WriterException e) {
            return;
        }
        // whole pixels, so that no module is blurred
        double edge = Math.max(1, Math.floor(canvas.getWidth() / modules.getWidth()));
        double left = Math.floor((canvas.getWidth() - edge * modules.getWidth()) / 2);
        g.setFill(Color.BLACK);
        for (int y = 0; y < modules.getHeight(); y++) {
            for (int x = 0; x < modules.getWidth(); x++) {
                if (modules.get(x, y)) {
                    g.fillRect(left + x * edge, left + y * edge, edge, edge);
                }
            }
        }
    }

    /// One bit for each module, quiet zone included.
    static BitMatrix encode(String text) throws WriterException {
        return new QRCodeWriter()
                .encode(
                        text,
                        BarcodeFormat.QR_CODE,
                        0,
                        0,
                        Map.of(
                                EncodeHintType.ERROR_CORRECTION,
                                ErrorCorrectionLevel.M,
                                EncodeHintType.MARGIN,
                                QUIET));
    }
}
