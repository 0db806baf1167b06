package org.duetml.config;

/**
 * One configuration key, for help texts and commented configuration files.
 *
 * @param key dotted, for example {@code gcd.tau}
 * @param initial the default, as a user would write it
 * @param allowed the values allowed, in words
 * @param about the meaning and the unit
 */
public record SettingInfo(String key, String initial, String allowed, String about) {}
