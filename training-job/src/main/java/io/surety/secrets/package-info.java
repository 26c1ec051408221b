/** What a deployment on one machine keeps secret, made once. */
@NullMarked
package io.surety.secrets;

import org.jspecify.annotations.NullMarked;
