//! Tests of understanding as a whole.
