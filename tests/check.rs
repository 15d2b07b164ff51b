//! What `check` finds.

use crate::support::pack::Pack;

mod articles;
mod codes;
mod load;
mod proofs;
mod properties;
mod sums;
mod texts;
mod ways;
mod words;

#[test]
fn the_small_pack_has_no_finding() {
    assert_eq!(Pack::new().load_findings(), [""; 0]);
    assert_eq!(Pack::new().check_findings(), [""; 0]);
}
