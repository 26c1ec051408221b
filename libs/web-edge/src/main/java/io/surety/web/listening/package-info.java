/**
 * Where a service listens and how much it takes at once: a connector for the API and one for those
 * who look after the service, a limit on the requests under way, and on the time of their headers.
 */
@NullMarked
package io.surety.web.listening;

import org.jspecify.annotations.NullMarked;
