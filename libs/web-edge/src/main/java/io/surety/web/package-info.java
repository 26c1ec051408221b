/**
 * The edge where HTTP meets a service: strict JSON with every field named, RFC 9457 problems for
 * every refusal, a limit on bodies, and the OpenAPI document. What a service does is not known
 * here.
 */
@NullMarked
package io.surety.web;

import org.jspecify.annotations.NullMarked;
