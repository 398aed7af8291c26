//! A panic costs one page, not the process. No input is known that causes one, so
//! this cannot be tested from Python.

#[path = "../src/failure.rs"]
mod failure;

use failure::{Failure, guarded};

#[test]
fn a_panic_is_a_failure_with_its_message() {
    let failed = guarded::<()>(|| panic!("page {}", 7)).unwrap_err();
    assert_eq!(failed.to_string(), "internal error: page 7");
    let failed = guarded::<()>(|| panic!("page")).unwrap_err();
    assert_eq!(failed.to_string(), "internal error: page");
}

#[test]
fn what_does_not_panic_is_handed_on() {
    assert_eq!(guarded(|| Ok(1)).unwrap(), 1);
    assert!(matches!(guarded::<()>(|| Err(Failure::ColumnFull)), Err(Failure::ColumnFull)));
}
