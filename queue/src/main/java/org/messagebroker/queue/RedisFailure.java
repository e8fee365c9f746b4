package org.messagebroker.queue;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.redisson.client.RedisAuthRequiredException;
import org.redisson.client.RedisConnectionException;
import org.redisson.client.RedisNodeNotFoundException;
import org.redisson.client.RedisOutOfMemoryException;
import org.redisson.client.RedisReadonlyException;
import org.redisson.client.RedisResponseTimeoutException;
import org.redisson.client.RedisRetryException;
import org.redisson.client.RedisTimeoutException;
import org.redisson.client.RedisWrongPasswordException;
import org.redisson.client.WriteRedisConnectionException;

/** Decides what a failure of the Redis client means: whether the script may have run. In doubt it may. */
final class RedisFailure {

    /** Errors with which Redis refuses a script's first write, so that there was none. */
    private static final Pattern REFUSED_WRITE = Pattern.compile("\\b(OOM|MISCONF|READONLY|NOREPLICAS)\\b");

    private static final Pattern CODE = Pattern.compile("^-?([A-Z]{2,16}) ");

    private RedisFailure() {}

    static Answer of(Throwable failure, RedisConfig config) {
        return switch (failure) {
            case UnreplicatedException few ->
                new Answer.Silent(config + " has it, but not enough replicas have: " + few.getMessage());
            case RedisResponseTimeoutException silence -> new Answer.Silent(config + " does not answer");
            case WriteRedisConnectionException broken -> new Answer.Silent("the connection to " + config + " broke");
            case RedisTimeoutException unsent -> unreachable(config);
            case RedisConnectionException unreachable -> unreachable(config);
            case RedisNodeNotFoundException unreachable -> unreachable(config);
            case RedisRetryException busy -> new Answer.Refused(config + " is busy: " + code(busy), true);
            case RedisReadonlyException replica -> new Answer.Refused(config + " is a read-only replica", true);
            case RedisOutOfMemoryException full -> full(config, "OOM");
            case RedisWrongPasswordException wrong -> new Answer.Refused(config + " refuses the password", false);
            case RedisAuthRequiredException missing -> new Answer.Refused(config + " asks for a password", false);
            default -> other(failure, config);
        };
    }

    /** Whether an error says that Redis takes no writes, so that a script's first one, and with it all, did not happen. */
    static boolean isRefusedWrite(String error) {
        return REFUSED_WRITE.matcher(error).find();
    }

    private static Answer unreachable(RedisConfig config) {
        return new Answer.Refused("no connection to " + config, true);
    }

    private static Answer full(RedisConfig config, String code) {
        return new Answer.Refused(config + " takes no more writes (" + code + "): check maxmemory and its disk", false);
    }

    private static Answer other(Throwable failure, RedisConfig config) {
        String message = String.valueOf(failure.getMessage());
        Matcher refused = REFUSED_WRITE.matcher(message);
        return refused.find()
                ? full(config, refused.group(1))
                : new Answer.Silent(config + " failed with " + code(failure));
    }

    /** The error code alone: the rest of the message may quote contents. */
    static String code(Throwable failure) {
        Matcher code = CODE.matcher(String.valueOf(failure.getMessage()));
        return code.find() ? code.group(1) : failure.getClass().getSimpleName();
    }
}
