package org.duetml.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What one configuration key means, what it starts as and what it may be. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /**
   * The default, as a user would write it.
   *
   * @return a value of the component's type
   */
  String initial();

  /**
   * The meaning and the unit, in one sentence.
   *
   * @return text for users
   */
  String about();

  /**
   * The smallest value allowed, for numbers.
   *
   * @return inclusive bound
   */
  double min() default 0;

  /**
   * The largest value allowed, for numbers.
   *
   * @return inclusive bound
   */
  double max() default Double.MAX_VALUE;
}
