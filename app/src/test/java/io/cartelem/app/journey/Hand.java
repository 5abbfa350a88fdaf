package io.cartelem.app.journey;

import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.input.MouseButton;

import org.jspecify.annotations.Nullable;
import org.testfx.api.FxRobot;
import org.testfx.robot.MouseRobot;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The mouse in a [Person]'s hand. What moves under the pointer is missed, and so is what a tip
/// covers; a person who sees that does it again, and so does the hand, until the control has felt
/// it. Used on the test's thread.
final class Hand {
    private static final int DRAG_STEPS = 6;

    private final Person person;
    private final FxRobot robot;

    Hand(Person person, FxRobot robot) {
        this.person = person;
        this.robot = robot;
    }

    /// Something done with the mouse to a control that is at a place.
    private interface Gesture {
        void make(MouseRobot mouse, Bounds bounds);
    }

    /// A place of a control, as parts of its width and height.
    static Point2D place(Bounds bounds, double x, double y) {
        return new Point2D(
                bounds.getMinX() + x * bounds.getWidth(),
                bounds.getMinY() + y * bounds.getHeight());
    }

    /// @param part of the control's width, in the middle of its height
    void click(String what, Supplier<@Nullable Node> node, double part) {
        Gesture click =
                (mouse, bounds) -> {
                    mouse.moveNoWait(place(bounds, part, 0.5));
                    clickWith(mouse);
                };
        untilFelt(what + " to be clicked", node, click, Touch::clicked);
    }

    /// Clicks a place of the screen.
    void clickThere(Point2D place) {
        MouseRobot mouse = robot.robotContext().getMouseRobot();
        mouse.moveNoWait(place);
        person.settle();
        clickWith(mouse);
        person.settle();
    }

    /// @param from part of the control's width and height
    /// @param target where on the screen, from where the control is
    void drag(
            String what,
            Supplier<@Nullable Node> node,
            Point2D from,
            Function<Bounds, Point2D> target) {
        Gesture grab =
                (mouse, bounds) -> {
                    Point2D begin = place(bounds, from.getX(), from.getY());
                    Point2D end = target.apply(bounds);
                    mouse.moveNoWait(begin);
                    person.settle();
                    mouse.pressNoWait(MouseButton.PRIMARY);
                    person.settle();
                    for (int step = 1; step <= DRAG_STEPS; step++) {
                        mouse.moveNoWait(begin.interpolate(end, (double) step / DRAG_STEPS));
                        person.settle();
                    }
                    mouse.releaseNoWait(MouseButton.PRIMARY);
                };
        untilFelt(what + " to be dragged", node, grab, Touch::pressed);
    }

    /// The two clicks come in one turn of the thread that feels them; on a slow machine they may be
    /// two single ones all the same.
    void doubleClick(String what, Supplier<@Nullable Node> node, double x, double y) {
        Gesture twice =
                (mouse, bounds) ->
                        person.fx(
                                () -> {
                                    mouse.moveNoWait(place(bounds, x, y));
                                    clickWith(mouse);
                                    clickWith(mouse);
                                    return true;
                                });
        untilFelt(what + " to be clicked twice", node, twice, Touch::doubleClicked);
    }

    void wheel(String what, Supplier<@Nullable Node> node, double x, int clicks) {
        Gesture turn =
                (mouse, bounds) -> {
                    mouse.moveNoWait(place(bounds, x, 0.5));
                    person.settle();
                    mouse.scrollNoWait(clicks);
                };
        untilFelt(what + " to feel the wheel", node, turn, Touch::turned);
    }

    private static void clickWith(MouseRobot mouse) {
        mouse.pressNoWait(MouseButton.PRIMARY);
        mouse.releaseNoWait(MouseButton.PRIMARY);
    }

    private void untilFelt(
            String what, Supplier<@Nullable Node> node, Gesture gesture, Predicate<Touch> felt) {
        person.until(
                what,
                () -> {
                    Bounds bounds = person.reach(what, node);
                    Touch touch = person.fx(() -> Touch.watch(node.get()));
                    gesture.make(robot.robotContext().getMouseRobot(), bounds);
                    person.settle();
                    return person.fx(() -> felt.test(touch.ended()));
                });
        person.settle();
    }
}
