package io.surety.terminal;

import io.surety.registry.Alias;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an alias. */
final class AliasConverter implements ITypeConverter<Alias> {

  @Override
  public Alias convert(String text) {
    try {
      return new Alias(text);
    } catch (IllegalArgumentException refused) {
      throw new TypeConversionException(String.valueOf(refused.getMessage()));
    }
  }
}
