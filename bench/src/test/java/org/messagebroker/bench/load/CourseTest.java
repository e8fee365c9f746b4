package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final Target TARGET = new Target("localhost", 1, "/", Path.of("c"), Path.of("k"), Path.of("a"));

    @Test
    void endsWhenTheLimitIsSpent() {
        Course course = started(Duration.ZERO, Duration.ofHours(1), 2);
        assertTrue(course.takesAnother());
        assertTrue(course.takesAnother());
        assertFalse(course.takesAnother());
    }

    @Test
    void endsWhenTheTimeIsOver() {
        assertFalse(started(Duration.ZERO, Duration.ZERO, 10).takesAnother());
    }

    @Test
    void measuresAfterTheWarmUpAndBeforeTheEnd() {
        Course course = started(Duration.ofHours(1), Duration.ofHours(1), 10);
        long now = System.nanoTime();
        assertFalse(course.measures(now));
        assertTrue(course.measures(now + Duration.ofMinutes(61).toNanos()));
        assertFalse(course.measures(now + Duration.ofMinutes(121).toNanos()));
    }

    @Test
    void hasMeasuredNothingDuringTheWarmUp() {
        assertEquals(0, started(Duration.ofHours(1), Duration.ofHours(1), 10).measuredSeconds());
    }

    private static Course started(Duration warmup, Duration measured, long limit) {
        Course course =
                new Course(LoadOrder.messages(TARGET, 1, warmup, measured).limitedTo(limit));
        course.start();
        return course;
    }
}
