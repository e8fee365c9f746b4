/**
 * The wire: the values that cross a boundary between two parts, and the error codes both sides name.
 *
 * <p>JDK only. Records are written as JSON with {@code snake_case} names, instants as ISO-8601 in UTC, absent
 * {@link java.util.Optional}s as {@code null} (in error bodies they are left out). All types are immutable and thread-safe.
 */
@NullMarked
package org.messagebroker.api;

import org.jspecify.annotations.NullMarked;
