/**
 * What a service can be asked, told by itself: an OpenAPI 3.1 document put together from one file per feature, and a page
 * that shows it.
 *
 * <p>A service keeps {@code openapi/NAME.yaml} among its resources: title, tags, and under {@code x-parts} the names of
 * the files in {@code openapi/NAME/}, each with the {@code paths} and {@code components} of one feature. What every
 * service answers alike stands once, in {@code openapi/every-service.yaml}.
 */
@NullMarked
package org.messagebroker.openapi;

import org.jspecify.annotations.NullMarked;
