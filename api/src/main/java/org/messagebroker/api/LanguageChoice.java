package org.messagebroker.api;

/**
 * {@code GET} and {@code PUT /portal/language}.
 *
 * @param language of the mails that one gets
 */
public record LanguageChoice(Language language) {}
