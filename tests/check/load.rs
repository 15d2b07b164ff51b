//! Every kind of error of a pack: its exact message, place and mend.

use crate::support::pack::Pack;
