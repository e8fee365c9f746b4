package org.messagebroker.service.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Optional;
import java.util.stream.Collectors;
import org.messagebroker.service.Problem;

/** Tells what is wrong with a body, without its content and without a name of ours. */
final class JsonFault {

    private JsonFault() {}

    /** Broken JSON inside a field is a fault of the text; a number out of range is the field's own. */
    static Problem of(JsonProcessingException e) {
        return switch (e) {
            case FieldFault field -> field(path(field), field.fault());
            case ValueInstantiationException value -> field(path(value), ownWords(value));
            case JsonMappingException mapping
            when mapping.getCause() instanceof JsonProcessingException text
                    && !(text instanceof InputCoercionException) -> of(text);
            case MismatchedInputException trailing
            when said(trailing, "Trailing token") ->
                Problem.invalid("The body has something after the JSON value" + where(trailing) + ".");
            case JsonMappingException mapping -> field(path(mapping), "is missing, or not of the type expected");
            case StreamConstraintsException bounds ->
                Problem.invalid("The body is nested too deeply, or a name, number or text in it is too long.");
            case JsonProcessingException duplicate
            when said(duplicate, "Duplicate field") ->
                Problem.invalid("The body has the same key twice" + where(duplicate) + ".");
            default -> Problem.invalid("The body is not valid JSON" + where(e) + ".");
        };
    }

    private static boolean said(JsonProcessingException e, String words) {
        return e.getOriginalMessage().startsWith(words);
    }

    private static Problem field(String path, String fault) {
        return path.isEmpty() ? Problem.invalid("The body " + fault + ".") : Problem.invalidField(path, fault);
    }

    private static String ownWords(ValueInstantiationException e) {
        boolean ours = e.getType().getRawClass().getName().startsWith("org.messagebroker.");
        return ours && e.getCause() instanceof IllegalArgumentException own
                ? "is not valid: " + own.getMessage()
                : "is not valid";
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> Optional.ofNullable(step.getFieldName())
                        .map(name -> "." + name)
                        .orElse("[" + step.getIndex() + "]"))
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static String where(JsonProcessingException e) {
        return Optional.ofNullable(e.getLocation()).map(JsonFault::place).orElse("");
    }

    private static String place(JsonLocation location) {
        return " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
