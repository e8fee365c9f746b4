package org.messagebroker.admin.server;

import java.security.Principal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.LoginResponse.UserView;
import org.messagebroker.api.RefreshRequest;

/**
 * A person who is signed in, with the tokens that the server gave for it. The tokens stay in here: they are never sent to
 * a browser. The access token is renewed when it is about to end, by one thread at a time. Thread-safe.
 */
public final class PortalSession implements Principal {

    private static final Duration EARLY = Duration.ofSeconds(30);

    private final AccountClient accounts;
    private final InstantSource clock;
    private final Instant end;
    private LoginResponse tokens;
    private volatile Browser browser;
    private Instant renewal;
    private boolean ended;

    /**
     * @param browser where the person has signed in; followed when later requests come from elsewhere
     * @param maxAge how long the person stays signed in
     */
    public PortalSession(
            AccountClient accounts, LoginResponse tokens, Browser browser, Duration maxAge, InstantSource clock) {
        this.accounts = accounts;
        this.clock = clock;
        this.end = clock.instant().plus(maxAge);
        this.tokens = tokens;
        this.browser = browser;
        this.renewal = renewal(tokens, clock);
    }

    /** The person. */
    public synchronized UserView user() {
        return tokens.user();
    }

    /** The e-mail address. */
    @Override
    public String getName() {
        return user().email();
    }

    /** Asks with an access token; when the server does not take it, once more with a new one. */
    <T> Answer<T> ask(Question<T> question) {
        browser = Browser.current().orElse(browser);
        Answer<LoginResponse> current = inForce();
        Answer<T> answer = ask(current, question);
        return answer instanceof Answer.SessionEnded<T>
                        && current instanceof Answer.Given<LoginResponse>(LoginResponse used)
                ? ask(renewed(used), question)
                : answer;
    }

    /** Has the server say anew who the person is; when it cannot now, what it said last counts. */
    synchronized void renew() {
        renewed(tokens);
    }

    /** Ends the session here and at the server. */
    public synchronized void end() {
        if (!ended) {
            ended = true;
            accounts.signOut(new RefreshRequest(tokens.refreshToken()), browser);
        }
    }

    private <T> Answer<T> ask(Answer<LoginResponse> tokens, Question<T> question) {
        return switch (tokens) {
            case Answer.Given<LoginResponse>(LoginResponse given) -> question.put(given.accessToken(), browser);
            case Answer.Unavailable<LoginResponse>() -> new Answer.Unavailable<>();
            case Answer.SessionEnded<LoginResponse> ended -> new Answer.SessionEnded<>();
            case Answer.Refused<LoginResponse> refused -> new Answer.SessionEnded<>();
        };
    }

    private synchronized Answer<LoginResponse> inForce() {
        Instant now = clock.instant();
        if (ended || now.isAfter(end)) {
            end();
            return new Answer.SessionEnded<>();
        }
        return now.isBefore(renewal) ? new Answer.Given<>(tokens) : renewed(tokens);
    }

    private synchronized Answer<LoginResponse> renewed(LoginResponse used) {
        if (ended) {
            return new Answer.SessionEnded<>();
        }
        if (!used.accessToken().equals(tokens.accessToken())) {
            return new Answer.Given<>(tokens);
        }
        Answer<LoginResponse> answer = accounts.refresh(new RefreshRequest(tokens.refreshToken()), browser);
        if (answer instanceof Answer.Given<LoginResponse>(LoginResponse fresh)) {
            tokens = fresh;
            renewal = renewal(fresh, clock);
        } else if (answer instanceof Answer.SessionEnded<LoginResponse>) {
            ended = true;
        }
        return answer;
    }

    private static Instant renewal(LoginResponse tokens, InstantSource clock) {
        Duration life = Duration.ofSeconds(tokens.expiresIn());
        Duration early = life.dividedBy(2).compareTo(EARLY) < 0 ? life.dividedBy(2) : EARLY;
        return clock.instant().plus(life).minus(early);
    }

    /** What is asked of the server. */
    interface Question<T> {
        Answer<T> put(String accessToken, Browser browser);
    }

    @Override
    public String toString() {
        return "PortalSession[" + getName() + "]";
    }
}
