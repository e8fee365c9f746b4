package org.messagebroker.server.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.Map;
import org.messagebroker.api.AuditView;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.service.json.Json;

/**
 * An act as it stands in the database.
 *
 * @param position in its chain, from 1
 * @param at to the millisecond
 * @param details JSON, as it was written
 */
record AuditRecord(Chain chain, long position, Instant at, Actor actor, String action, String target, String details) {

    /** The same in another place. */
    AuditRecord at(long otherPosition) {
        return new AuditRecord(chain, otherPosition, at, actor, action, target, details);
    }

    AuditView view() {
        return new AuditView(
                chain.wire(),
                position,
                at,
                actor.id(),
                actor.name(),
                actor.address(),
                actor.requestId(),
                action,
                target,
                particulars());
    }

    /** As they were written; one that somebody has spoilt since is shown as it is. */
    private Map<String, Object> particulars() {
        try {
            return Json.mapper().readValue(details, new TypeReference<Map<String, Object>>() {});
        } catch (JsonProcessingException spoilt) {
            return Map.of("unreadable", details);
        }
    }

    /**
     * With what holds it in its chain.
     *
     * @param previous the mac of the row before
     * @param mac over that and this
     */
    record Link(AuditRecord entry, Mac previous, Mac mac) {}
}
