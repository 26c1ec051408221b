/** Whether what is deployed answers, and answers right. */
@NullMarked
package io.surety.smoke;

import org.jspecify.annotations.NullMarked;
