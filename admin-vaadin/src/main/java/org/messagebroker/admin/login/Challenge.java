package org.messagebroker.admin.login;

/**
 * What the server gave for a right password when it wants a code as well. It stays in the browser's session here.
 *
 * @param enrolment whether the person has no second factor yet and is to set one up first, as the role requires one
 */
record Challenge(String token, boolean enrolment) {

    @Override
    public String toString() {
        return "Challenge[]";
    }
}
