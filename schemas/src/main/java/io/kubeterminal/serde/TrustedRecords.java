package io.kubeterminal.serde;

import org.apache.avro.Conversion;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * Tells Avro that the classes of {@code io.kubeterminal.schema} may be made from their names.
 *
 * <p>Since 1.12.2 Avro loads no class by name that is not on a list of the JVM, and needs that for
 * each copy of a record and each default of an enum. It converts nothing: Avro loads every service
 * of this kind before its first record, so whoever has this jar has the records, without a setting.
 */
public final class TrustedRecords extends Conversion<TrustedRecords> {

  static final String PACKAGE = "io.kubeterminal.schema";

  static {
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> type.getPackageName().equals(PACKAGE)));
  }

  @Override
  public Class<TrustedRecords> getConvertedType() {
    return TrustedRecords.class;
  }

  @Override
  public String getLogicalTypeName() {
    return PACKAGE + ".trusted";
  }
}
