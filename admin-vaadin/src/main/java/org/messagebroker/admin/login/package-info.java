/** Signing in and out, and why a sign-in was refused or ended. */
@NullMarked
package org.messagebroker.admin.login;

import org.jspecify.annotations.NullMarked;
