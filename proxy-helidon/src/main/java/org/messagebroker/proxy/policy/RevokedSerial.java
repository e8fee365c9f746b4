package org.messagebroker.proxy.policy;

import java.math.BigInteger;

/** A certificate as a revocation list names it: by its issuer (RFC 2253) and serial number. */
record RevokedSerial(String issuer, BigInteger serial) {}
