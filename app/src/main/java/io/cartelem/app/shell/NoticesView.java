package io.cartelem.app.shell;

import io.cartelem.app.desk.Jobs;
import io.cartelem.app.desk.Jobs.Job;
import io.cartelem.app.desk.Notices;
import io.cartelem.app.desk.Notices.Notice;
import io.cartelem.app.text.Presentation;

import javafx.collections.ListChangeListener;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

import org.kordamp.ikonli.javafx.FontIcon;

/// The sentences at the lower edge of the window.
final class NoticesView extends VBox {
    private final Notices notices;
    private final Jobs jobs;
    private final Presentation presentation;

    NoticesView(Notices notices, Jobs jobs, Presentation presentation) {
        this.notices = notices;
        this.jobs = jobs;
        this.presentation = presentation;
        getStyleClass().add("notices");
        setId("notices");
        notices.items().addListener((ListChangeListener<Notice>) change -> show());
        jobs.running().addListener((ListChangeListener<Job>) change -> show());
        show();
    }

    private void show() {
        getChildren().setAll(jobs.running().stream().map(this::job).toList());
        getChildren().addAll(notices.items().stream().map(this::row).toList());
        setVisible(!getChildren().isEmpty());
        setManaged(isVisible());
    }

    private HBox job(Job job) {
        Label title = new Label(job.title());
        ProgressBar bar = new ProgressBar();
        bar.progressProperty().bind(job.progressProperty());
        bar.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(bar, Priority.ALWAYS);
        Button cancel = new Button(presentation.text("cancel"));
        cancel.setId("cancel-job");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(e -> job.cancel());
        HBox row = new HBox(title, bar, cancel);
        row.getStyleClass().add("notice");
        return row;
    }

    private HBox row(Notice notice) {
        boolean trouble = notice.level() == Notices.Level.TROUBLE;
        FontIcon icon = new FontIcon(trouble ? "mdal-error_outline" : "mdal-check_circle_outline");
        Label text = new Label(notice.text());
        text.setWrapText(true);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(icon, text);
        row.getStyleClass().addAll("notice", trouble ? "notice-trouble" : "notice-done");
        String action = notice.action();
        if (action != null) {
            Button button = new Button(action);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(
                    e -> {
                        notices.dismiss(notice);
                        notice.act().run();
                    });
            row.getChildren().add(button);
        }
        Button close = new Button();
        close.setGraphic(new FontIcon("mdal-close"));
        close.getStyleClass().addAll("flat", "notice-close");
        close.setAccessibleText(presentation.text("notice.dismiss"));
        close.setOnAction(e -> notices.dismiss(notice));
        row.getChildren().add(close);
        return row;
    }
}
