package org.messagebroker.admin.page;

import com.vaadin.flow.component.grid.Grid;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.messagebroker.admin.server.Answer;

/**
 * The rows of a table that are fetched as the person scrolls and kept up to date, with what stands in their place when there
 * are none.
 *
 * @param <T> a row
 */
public final class LiveRows<T> {

    private final Page page;
    private final Grid<T> grid;
    private final PageState state;
    private final BooleanSupplier filtered;
    private final Piecewise<T> rows;
    private final Live<Piecewise.Piece<T>> live;

    /**
     * @param page on which they are, and which tells whether they are up to date
     * @param filtered whether the person looks for something
     * @param server answers the piece that begins at a place; asked outside of the page's lock
     */
    public LiveRows(
            Page page,
            Grid<T> grid,
            PageState state,
            Duration pause,
            BooleanSupplier filtered,
            Function<Optional<String>, Answer<Piecewise.Piece<T>>> server) {
        this.page = page;
        this.grid = grid;
        this.state = state;
        this.filtered = filtered;
        this.rows = new Piecewise<>(server);
        this.live = new Live<>(grid, pause, rows::first, this::take);
        grid.setItems(query -> rows.rows(query.getOffset(), query.getLimit()).stream());
    }

    /** Asks at once, as the person looks for something else or has changed something. */
    public void now() {
        live.now();
    }

    private void take(Answer<Piecewise.Piece<T>> answer) {
        page.showLive(answer);
        state.takeAll(answer, this::begin);
    }

    private PageState.Kind begin(Piecewise.Piece<T> piece) {
        rows.begin(piece);
        grid.getDataProvider().refreshAll();
        if (rows.isEmpty()) {
            return filtered.getAsBoolean() ? PageState.Kind.NOTHING_FOUND : PageState.Kind.EMPTY;
        }
        return PageState.Kind.CONTENT;
    }
}
