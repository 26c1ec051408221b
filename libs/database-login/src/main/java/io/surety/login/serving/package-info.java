/** The same for a service of Spring Boot, whose pool makes the connections. */
@NullMarked
package io.surety.login.serving;

import org.jspecify.annotations.NullMarked;
