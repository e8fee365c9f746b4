package org.messagebroker.service.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonMappingException;

/** What is wrong with one field, in words for the sender. */
final class FieldFault extends JsonMappingException {

    private final String fault;

    FieldFault(JsonParser parser, String fault) {
        super(parser, fault);
        this.fault = fault;
    }

    String fault() {
        return fault;
    }
}
