@NullMarked
package io.surety.standalone;

import org.jspecify.annotations.NullMarked;
