package io.distributeddebug.query;

import java.io.Serializable;
import java.util.List;

/** Something that a span has, by the name that a query gives it. */
public sealed interface Field extends Serializable permits Attribute, Intrinsic {
  /** As a query writes it. */
  String written();

  Type type();

  Value of(QueriedTrace trace, int span);

  /** The fields that must be recorded beside the tree to know it; empty where the tree tells. */
  List<Field> recorded();

  /** Whether a span may have several values of it, one for each event or link. */
  boolean isOfMany();
}
