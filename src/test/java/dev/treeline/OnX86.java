package dev.treeline;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledOnOs;

/// Asks the C library or libxgboost of this machine for bits that are x86-64's: ours are these on
/// every processor, and theirs are not.
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledOnOs(
    architectures = {"amd64", "x86_64"},
    disabledReason = "the libraries of other processors give other bits")
public @interface OnX86 {}
